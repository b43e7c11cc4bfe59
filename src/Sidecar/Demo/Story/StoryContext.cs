using Sidecar.Demo.Planners;
using Sidecar.Demo.Reading;
using Sidecar.Demo.Traffic;

namespace Sidecar.Demo.Story;

/// <summary>What a step works with.</summary>
internal sealed class StoryContext
{
    /// <summary>The operator.</summary>
    public required GuardClient Guard { get; init; }

    /// <summary>The agents.</summary>
    public required DemoTraffic Traffic { get; init; }

    /// <summary>How big the story is.</summary>
    public required StoryScale Scale { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Changes how the sample planner v2 behaves, from the next request on.</summary>
    public required Action<PlannerTuning> TuneV2 { get; init; }

    /// <summary>Called after each answer.</summary>
    public required Action<TrafficProgress> Progressed { get; init; }

    /// <summary>Called as something happens.</summary>
    public required Action<StoryNews> Announced { get; init; }

    /// <summary>The rollbacks that the story saw, by the history.</summary>
    public List<RollbackReading> Rollbacks { get; } = [];

    /// <summary>Sends a stretch of traffic and answers what the agents saw.</summary>
    public async Task<TrafficCounts> SendAsync(int runs, CancellationToken ct)
    {
        var stretch = Traffic.BeginStretch();
        await Traffic.SendAsync(runs, ReportOf(runs), ct);
        return stretch.Read();
    }

    /// <summary>Reports, at each call, how many of a number of runs have been answered since now; 0: of a number that nobody knows.</summary>
    public Action ReportOf(int total)
    {
        var start = Traffic.All.Progress(0);
        return () =>
        {
            var now = Traffic.All.Progress(0);
            Progressed(new TrafficProgress(now.Done - start.Done, total, now.V2 - start.V2, Traffic.Waiting));
        };
    }

    /// <summary>
    /// Reads until what was read has settled, or the tries are used up: shadows end after the agents' answers, and records are written
    /// in batches. Answers the last reading, settled or not.
    /// </summary>
    public async Task<T> SettleAsync<T>(Func<Task<T>> read, Func<T, bool> settled, CancellationToken ct)
    {
        var last = await read();
        for (var tries = 1; tries < Scale.SettleTries && !settled(last); tries++)
        {
            await Task.Delay(Scale.SettleEvery, Time, ct);
            last = await read();
        }
        return last;
    }
}
