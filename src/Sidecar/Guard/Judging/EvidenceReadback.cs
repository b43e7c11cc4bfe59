using System.Text.Json;
using Shadow.Detection;
using Sidecar.Configuration;
using Sidecar.Guard.Contracts;
using Sidecar.Storage;

namespace Sidecar.Guard.Judging;

/// <summary>
/// Reads the evidence of the epoch in force back before the sidecar is ready, so that a crash loop does not blind the guard, and the builds
/// that were seen.
/// </summary>
internal sealed class EvidenceReadback(
    IRunLog log,
    ISettingsStore settings,
    EvidenceBook book,
    BuildTracker builds,
    LiveOptions options,
    HealthState health,
    ILogger<EvidenceReadback> logger
)
{
    private const string Cause = "evidence_unread";
    private const int Entries = 1_000;

    /// <summary>Reads; a store that cannot be read is said, and the guard begins without evidence.</summary>
    public async Task ReadAsync(int epoch, CancellationToken cancellationToken)
    {
        try
        {
            var ofBuilds = new HashSet<int>();
            foreach (var entry in (await settings.HistoryAsync(null, Entries, cancellationToken)).Reverse())
            {
                if (entry.Kind == "epoch" && Build(entry.EvidenceJson) is { Build: not null } change)
                {
                    ofBuilds.Add(entry.After.Epoch);
                    if (change.Previous is { } previous)
                        builds.Know(previous);
                    builds.KnowEpoch(change.Build, entry.At);
                }
            }

            // Of the epochs before, v2's failures in a row go on where nothing but a new build came between.
            var first = epoch;
            while (ofBuilds.Contains(first) && epoch - first < BuildTracker.MostAnHour)
                first--;
            var runs = new HashSet<Guid>();
            for (var read = first; read <= epoch; read++)
            {
                runs = await ReadEpochAsync(read, keepStreak: read > first, cancellationToken);
            }

            foreach (var count in await log.MirroringsAsync(epoch, cancellationToken))
                book.Count(epoch, count);
            Log.EvidenceRead(logger, runs.Count, epoch);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            Log.EvidenceUnread(logger, fault);
            health.Degrade(
                Cause,
                $"The evidence of epoch {epoch} could not be read at the start, so v2 is judged by what comes from now on: {fault.Message}"
            );
        }
    }

    /// <summary>There is evidence enough again.</summary>
    public void Caught() => health.Recover(Cause);

    private async Task<HashSet<Guid>> ReadEpochAsync(int epoch, bool keepStreak, CancellationToken cancellationToken)
    {
        var runs = await log.EvidenceAsync(epoch, options.Current.Regress.WindowRuns, cancellationToken);
        book.BeginEpoch(epoch, keepStreak);
        foreach (var run in runs)
        {
            book.Observe(run.Run);
            if (run.Build is { } build)
                builds.Know(build);
        }

        return [.. runs.Select(static run => run.Run.RunId)];
    }

    private static BuildChange? Build(string? json)
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize(json, GuardJson.Readable.BuildChange);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
