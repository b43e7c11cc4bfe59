using System.Text.Json.Nodes;
using Rig;

namespace RollbackBench;

/// <summary>The guard's own rollbacks as the history has them: from the end of the leg that tipped it to the change.</summary>
internal sealed class RollbackHistory
{
    private readonly SortedDictionary<string, Durations> _byMetric = new(StringComparer.Ordinal);

    /// <summary>All rollbacks.</summary>
    public int Count { get; private set; }

    /// <summary>Rollbacks that no leg tipped: by the timer.</summary>
    public int WithoutLeg { get; private set; }

    /// <summary>All that a leg tipped.</summary>
    public Durations Times { get; } = new();

    /// <summary>The same by the first metric that was breached.</summary>
    public IReadOnlyDictionary<string, Durations> ByMetric => _byMetric;

    /// <summary>Reads the whole history.</summary>
    public static async Task<RollbackHistory> ReadAsync(Operator guard)
    {
        var history = new RollbackHistory();
        for (var page = ""; ; )
        {
            var answer = await guard.JsonAsync($"/guard/history?limit=1000{page}");
            foreach (var entry in answer["items"]!.AsArray())
            {
                if ((string?)entry!["kind"] == "rollback")
                    history.Add(entry);
            }

            if ((long?)answer["next"] is not { } next)
                return history;
            page = $"&before={next}";
        }
    }

    private void Add(JsonNode entry)
    {
        Count++;
        if (entry["evidence"]!["tipped_by"] is not { } leg)
        {
            WithoutLeg++;
            return;
        }

        var took = (DateTime)entry["at"]! - (DateTime)leg["ended_at"]!;
        Times.Add(took);
        var breach = (string)entry["breaches"]![0]!;
        var metric = breach[..breach.IndexOf(' ', StringComparison.Ordinal)];
        if (!_byMetric.TryGetValue(metric, out var times))
            _byMetric[metric] = times = new Durations();
        times.Add(took);
    }
}
