using Shadow.Detection;
using Shadow.Runs;
using static Shadow.Tests.Detection.EvidenceBed;

namespace Shadow.Tests.Detection;

/// <summary>The runs that a rollback's evidence names.</summary>
public class HeavyRunsTests
{
    private readonly EvidenceBed _bed = new(new Thresholds { MinSample = 1 });

    [Fact]
    public void Judge_EachMetricBreached_NamesTheFiveWorstOfEachWorstFirst()
    {
        for (var i = 1; i <= 8; i++)
            _bed.Observe(Planner.V2, Leg(), Leg(quality: 10 * i, latency: 2000 + i, cost: 10 + i));
        for (var i = 0; i < 6; i++)
            _bed.Observe(Planner.V2, Leg(), Failed());

        var runs = Breach().Runs;

        Assert.Equal([10.0, 20, 30, 40, 50], Values(runs, "quality"));
        Assert.Equal([2008.0, 2007, 2006, 2005, 2004], Values(runs, "latency"));
        Assert.Equal([18.0, 17, 16, 15, 14], Values(runs, "cost"));
        Assert.Equal([null, null, null, null, null], Values(runs, "errors"));
        Assert.Equal(["quality", "latency", "cost", "errors"], runs.Select(static run => run.Metric).Distinct());
    }

    [Fact]
    public void Judge_FailuresInARow_NamesTheNewestFirst()
    {
        var failed = Enumerable.Range(0, 10).Select(_ => _bed.Observe(Planner.V2, null, Failed(LegFailure.Connect))).ToList();
        Assert.Equal(failed.AsEnumerable().Reverse().Take(5), Breach().Runs.Select(static run => run.RunId));
    }

    [Fact]
    public void Judge_NothingBreached_NamesNone()
    {
        _bed.Pairs(5, Leg(), Leg());
        _bed.Book.Judge(1, [], out var breach);
        Assert.Null(breach);
    }

    [Fact]
    public void Judge_V1Unfit_GivesNoBreachToActOn()
    {
        _bed.Pairs(5, Failed(), Failed());
        _bed.Pairs(5, Leg(), Leg(cost: 99));
        Assert.True(_bed.Book.Judge(1, [], out var breach) is { Verdict: Verdict.Regression, V1Unfit: true });
        Assert.Null(breach);
    }

    [Fact]
    public void With_LegsThatHang_PutsThemAmongTheSlow()
    {
        var slow = _bed.Observe(Planner.V2, Leg(), Leg(latency: 3000, cost: 9));
        OpenLeg[] open = [new(Guid.NewGuid(), 2_000_000), new(Guid.NewGuid(), 4_000_000)];
        _bed.Book.Judge(1, [2_000_000, 4_000_000], out var breach);

        var runs = breach!.With(open).Runs;

        Assert.Equal(
            [(open[1].RunId, "latency", 4000.0), (slow, "latency", 3000), (open[0].RunId, "latency", 2000), (slow, "cost", 9)],
            runs.Select(static run => (run.RunId, run.Metric, run.Value!.Value))
        );
        Assert.Equal(breach.Runs, breach.With([]).Runs);
    }

    [Fact]
    public void With_ManyThatHang_NamesTheFiveOldest()
    {
        _bed.Observe(Planner.V2, Leg(quality: 100), Leg(quality: 1, latency: 5000));
        _bed.Book.Judge(1, [2_000_000], out var breach);
        OpenLeg[] open = [.. Enumerable.Range(1, 9).Select(static i => new OpenLeg(Guid.NewGuid(), i * 1_000_000))];

        var runs = breach!.With(open).Runs;

        Assert.Equal([9000.0, 8000, 7000, 6000, 5000], Values(runs, "latency"));
        Assert.Equal(("quality", 1.0), (runs[0].Metric, runs[0].Value));
    }

    [Fact]
    public void With_LatencyNotBreached_ChangesNothing()
    {
        _bed.Observe(Planner.V2, Leg(), Leg(cost: 9));
        var breach = Breach();
        Assert.Same(breach, breach.With([new(Guid.NewGuid(), 9_000_000)]));
    }

    private BreachEvidence Breach()
    {
        _bed.Book.Judge(1, [], out var breach);
        return breach!;
    }

    private static IEnumerable<double?> Values(IEnumerable<HeavyRun> runs, string metric) =>
        runs.Where(run => run.Metric == metric).Select(static run => run.Value);
}
