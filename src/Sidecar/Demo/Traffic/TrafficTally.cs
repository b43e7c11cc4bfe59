namespace Sidecar.Demo.Traffic;

/// <summary>Counts the answers of one stretch of traffic. Safe for many senders at once.</summary>
internal sealed class TrafficTally
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _byReason = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _lastByReason = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _byBuild = new(StringComparer.Ordinal);
    private readonly Dictionary<AgentPair, int> _disagreements = [];
    private readonly List<string> _runIds = [];
    private readonly List<double> _tookMs = [];
    private int _v1;
    private int _v2;
    private int _errors;
    private string? _firstError;

    /// <summary>Counts an answer.</summary>
    public void Add(TrafficAnswer answer)
    {
        lock (_lock)
        {
            if (!answer.Good)
            {
                _errors++;
                _firstError ??=
                    answer.Status == 0
                        ? "no answer came"
                        : $"status {answer.Status}, selected {answer.Selected ?? "nobody"}, answered by {answer.Build ?? "nobody"}";
            }
            if (answer.Selected == "v1")
                _v1++;
            else if (answer.Selected == "v2")
                _v2++;
            if (answer.RunId is { } id)
                _runIds.Add(id);
            var reason = answer.Reason ?? "none";
            _byReason[reason] = _byReason.GetValueOrDefault(reason) + 1;
            if (answer.EndedAt > _lastByReason.GetValueOrDefault(reason))
                _lastByReason[reason] = answer.EndedAt;
            if (answer.Build is { } build)
                _byBuild[build] = _byBuild.GetValueOrDefault(build) + 1;
            if (answer.Asked.Changed)
                _disagreements[answer.Asked.Agents] = _disagreements.GetValueOrDefault(answer.Asked.Agents) + 1;
            _tookMs.Add(answer.Took.TotalMilliseconds);
        }
    }

    /// <summary>The counts so far.</summary>
    public TrafficCounts Read()
    {
        lock (_lock)
        {
            return new TrafficCounts
            {
                Runs = _tookMs.Count,
                V1 = _v1,
                V2 = _v2,
                Errors = _errors,
                FirstError = _firstError,
                ByReason = new Dictionary<string, int>(_byReason, StringComparer.Ordinal),
                LastByReason = new Dictionary<string, DateTimeOffset>(_lastByReason, StringComparer.Ordinal),
                ByBuild = new Dictionary<string, int>(_byBuild, StringComparer.Ordinal),
                Disagreements = new Dictionary<AgentPair, int>(_disagreements),
                RunIds = [.. _runIds],
                P50Ms = Percentile(0.50),
                P95Ms = Percentile(0.95),
            };
        }
    }

    /// <summary>How many answers there are.</summary>
    public TrafficProgress Progress(int total)
    {
        lock (_lock)
            return new TrafficProgress(_tookMs.Count, total, _v2);
    }

    private double? Percentile(double share)
    {
        if (_tookMs.Count == 0)
            return null;
        var sorted = _tookMs.Order().ToList();
        return sorted[(int)Math.Ceiling(share * sorted.Count) - 1];
    }
}
