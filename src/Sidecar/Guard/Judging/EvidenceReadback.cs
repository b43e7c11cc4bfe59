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
    IGuardState state,
    LiveOptions options,
    HealthState health,
    TimeProvider time,
    ILogger<EvidenceReadback> logger
)
{
    private const string Cause = "evidence_unread";
    private const int Entries = 1_000;
    private const int NewestRuns = 1_000;

    // A row of failures may be longer than the window; this bounds what is read for it.
    private const int LongestRow = 100_000;

    private int _epoch;

    /// <summary>Reads; a store that cannot be read is said, and the guard begins without evidence.</summary>
    public async Task ReadAsync(int epoch, CancellationToken cancellationToken)
    {
        _epoch = epoch;
        try
        {
            var ofBuilds = new Dictionary<int, DateTimeOffset>();
            foreach (var entry in (await settings.HistoryAsync(null, Entries, cancellationToken)).Reverse())
            {
                if (entry.Kind == "epoch" && Build(entry.EvidenceJson) is { Build: not null } change)
                {
                    ofBuilds[entry.After.Epoch] = entry.At;
                    if (change.Previous is { } previous)
                        builds.Know(previous);
                    builds.KnowEpoch(change.Build, entry.At);
                }
            }

            // Of the epochs before, v2's failures in a row go on where nothing but a new build came between.
            var first = epoch;
            while (ofBuilds.ContainsKey(first) && epoch - first < BuildTracker.MostAnHour)
                first--;
            var runs = new HashSet<Guid>();
            for (var read = first; read <= epoch; read++)
            {
                // What ended after a new build had begun the next epoch was no evidence any more.
                var until = read < epoch ? ofBuilds[read + 1] : DateTimeOffset.MaxValue;
                runs = await ReadEpochAsync(read, until, keepStreak: read > first, cancellationToken);
            }

            await KnowNewestBuildsAsync(cancellationToken);
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

    /// <summary>v2 was judged: what could not be read is missed no more where there is evidence enough, or another epoch has begun.</summary>
    public void Judged(Verdict verdict)
    {
        if (verdict != Verdict.InsufficientData || state.Current.Epoch != _epoch)
            health.Recover(Cause);
    }

    // What is stored is a time of day of another life: its age by now is what counts. The order is kept, and no run is of the future: those of
    // a clock that was ahead come first and are as old as the first of the others.
    private long[] Timestamps(IReadOnlyList<StoredEvidence> runs, DateTimeOffset now)
    {
        var latest = time.GetTimestamp();
        var (begin, timestamps) = (latest, new long[runs.Count]);
        for (var i = runs.Count - 1; i >= 0; i--)
        {
            var age = (now - runs[i].EndedAt).TotalSeconds * time.TimestampFrequency;
            timestamps[i] = latest = Math.Min(latest, begin - (long)age);
        }

        return timestamps;
    }

    private async Task<HashSet<Guid>> ReadEpochAsync(int epoch, DateTimeOffset until, bool keepStreak, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var regress = options.Current.Regress;
        var most = Math.Max(regress.WindowRuns, Math.Min(regress.MaxConsecutiveErrors, LongestRow));
        var runs = await log.EvidenceAsync(epoch, most, now, cancellationToken);
        book.BeginEpoch(epoch, keepStreak);
        var ended = Timestamps(runs, now);
        for (var i = 0; i < runs.Count; i++)
        {
            var (run, at) = (runs[i].Run with { EndedAt = ended[i] }, runs[i].EndedAt);
            if (at <= until)
                book.Observe(runs[i].V1EndedAt > until ? run with { V1 = null } : run);
            if (runs[i].Build is { } build)
                builds.Know(build);
        }

        return [.. runs.Select(static run => run.Run.RunId)];
    }

    // The first build of all has no entry in the history, nor has one over the limit; and runs of epochs before, or that are no evidence, named
    // them too. Last, so that the newest is that of the newest run.
    private async Task KnowNewestBuildsAsync(CancellationToken cancellationToken)
    {
        var page = await log.ReadAsync(new RunQuery { Limit = NewestRuns }, cancellationToken);
        foreach (var run in page.Items.Reverse())
        {
            if (run.V2?.Signals.Build is { } build)
                builds.Know(build);
        }
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
