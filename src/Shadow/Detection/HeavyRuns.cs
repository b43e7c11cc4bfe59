namespace Shadow.Detection;

/// <summary>Finds the runs that weighed most in a breach: the worst of each metric that is breached, of failures the newest.</summary>
internal static class HeavyRuns
{
    /// <summary>Runs of a metric at the most.</summary>
    public const int Most = 5;

    private const string Quality = "quality";
    private const string Latency = "latency";

    public static IReadOnlyList<HeavyRun> Of(RunWindow window, JudgedMetrics breached)
    {
        var runs = new List<HeavyRun>();
        if (breached.HasFlag(JudgedMetrics.Quality))
            runs.AddRange(Worst(window, Quality, static sample => -sample.QualityMicros, static weight => -weight / 1e6));
        if (breached.HasFlag(JudgedMetrics.Latency))
            runs.AddRange(Worst(window, Latency, static sample => sample.LatencyMicros, static weight => weight / 1e3));
        if (breached.HasFlag(JudgedMetrics.Cost))
            runs.AddRange(Worst(window, "cost", static sample => sample.CostMicros, static weight => weight / 1e6));
        if ((breached & (JudgedMetrics.Errors | JudgedMetrics.ConsecutiveErrors)) != JudgedMetrics.None)
            runs.AddRange(NewestFailures(window));
        return runs;
    }

    /// <summary>The same runs, with open legs among those of the latency.</summary>
    public static IReadOnlyList<HeavyRun> With(IReadOnlyList<HeavyRun> runs, IReadOnlyList<OpenLeg> open)
    {
        var slow = runs.Where(static run => run.Metric == Latency)
            .Concat(open.Select(static leg => new HeavyRun(leg.RunId, Latency, leg.AgeMicros / 1e3)))
            .OrderByDescending(static run => run.Value)
            .Take(Most);
        var before = runs.TakeWhile(static run => run.Metric == Quality);
        return [.. before, .. slow, .. runs.Where(static run => run.Metric is not (Quality or Latency))];
    }

    private static List<HeavyRun> Worst(RunWindow window, string metric, Func<LegSample, long?> weigh, Func<long, double> value)
    {
        // The lightest of the few comes out first.
        var worst = new PriorityQueue<Guid, long>();
        for (var index = 0; index < window.Count; index++)
        {
            var slot = window.SlotAt(index);
            if (window.Judged.At(slot) is not { } sample || weigh(sample) is not { } weight)
                continue;
            if (worst.Count < Most)
                worst.Enqueue(window.RunAt(slot), weight);
            else
                worst.EnqueueDequeue(window.RunAt(slot), weight);
        }

        var runs = new List<HeavyRun>();
        while (worst.TryDequeue(out var runId, out var weight))
            runs.Add(new HeavyRun(runId, metric, value(weight)));
        runs.Reverse();
        return runs;
    }

    private static List<HeavyRun> NewestFailures(RunWindow window)
    {
        var runs = new List<HeavyRun>();
        for (var index = window.Count - 1; index >= 0 && runs.Count < Most; index--)
        {
            var slot = window.SlotAt(index);
            if (window.Judged.At(slot) is { Failed: true })
                runs.Add(new HeavyRun(window.RunAt(slot), "errors", null));
        }

        return runs;
    }
}
