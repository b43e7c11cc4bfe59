using BenchmarkDotNet.Attributes;
using Shadow.Detection;
using Shadow.Runs;

namespace JudgementBench;

/// <summary>
/// What is done for a leg that ends, and once a second: windows are moved and v2 is judged. All windows are full and v1 is paired. Public and
/// not sealed, because BenchmarkDotNet derives from it.
/// </summary>
[MemoryDiagnoser]
public class FullWindows
{
    private const int Epoch = 1;

    // As many as there are connections under the load of bench/Rollback.
    private const int OpenLegs = 64;

    private EvidenceBook _book = null!;
    private EvidenceBook _breached = null!;
    private MadeLegs _legs = null!;
    private long[] _ages = [];

    /// <summary>The windows' size; 100 is the default, 100,000 the most that can be set.</summary>
    [Params(100, 1_000, 10_000, 100_000)]
    public int WindowRuns { get; set; }

    /// <summary>Fills the windows twice over, so that what is measured moves them.</summary>
    [GlobalSetup]
    public void Fill()
    {
        var thresholds = new Thresholds { WindowRuns = WindowRuns };
        var strict = thresholds with { MaxLatencyP95Ms = 50, MaxCostCents = 0.5 };
        _book = new EvidenceBook(() => thresholds, TimeProvider.System, new ThresholdJudge());
        _breached = new EvidenceBook(() => strict, TimeProvider.System, new ThresholdJudge());
        _legs = new MadeLegs(WindowRuns);
        _ages = [.. Enumerable.Range(1, OpenLegs).Select(static leg => leg * 100_000L)];
        for (var run = 0; run < 2 * WindowRuns; run++)
        {
            Ended(_book, Planner.V2);
            Ended(_book, Planner.V1);
        }

        for (var run = 0; run < WindowRuns; run++)
            Ended(_breached, Planner.V2);

        var figures = _book.Judge(Epoch, []).Figures;
        if (!figures.Paired || figures.Pairs != WindowRuns || Judge() != Verdict.Healthy)
            throw new InvalidOperationException("The windows are not full, or a breach would be measured.");
    }

    /// <summary>One judgement.</summary>
    [Benchmark(Description = "judge")]
    public Verdict Judge() => _book.Judge(Epoch, []).Verdict;

    /// <summary>One judgement while v2 gets traffic: of a breach, what it rests on would be taken along.</summary>
    [Benchmark(Description = "judge, v2 gets traffic")]
    public Verdict JudgeForRollback() => _book.Judge(Epoch, [], out _).Verdict;

    /// <summary>One judgement with legs of v2 that hang, counted at their age.</summary>
    [Benchmark(Description = "judge, 64 open legs")]
    public Verdict JudgeOpenLegs() => _book.Judge(Epoch, _ages).Verdict;

    /// <summary>A run on v2 ends, both legs known: it comes into the window, the oldest leaves it, v2 is judged.</summary>
    [Benchmark(Description = "a run ends: move the windows, judge")]
    public Verdict MoveAndJudge()
    {
        Ended(_book, Planner.V2);
        return _book.Judge(Epoch, [], out _).Verdict;
    }

    /// <summary>A run on v2 whose legs end one after the other: v2 is judged twice.</summary>
    [Benchmark(Description = "its two legs end apart: judge twice")]
    public Verdict PairAndJudge()
    {
        var (runId, v1, v2) = (_legs.RunId(), _legs.Sample(), _legs.Sample());
        _book.Observe(new RunEvidence(runId, Epoch, Planner.V2, 0, null, v2));
        _ = _book.Judge(Epoch, [], out _);
        _book.Observe(new RunEvidence(runId, Epoch, Planner.V2, 0, v1, v2, V2Seen: true));
        return _book.Judge(Epoch, [], out _).Verdict;
    }

    /// <summary>Once a rollback: what a breach of latency and cost rests on, taken along before the switch is flipped.</summary>
    [Benchmark(Description = "judge a breach, with what it rests on")]
    public int Breach()
    {
        _ = _breached.Judge(Epoch, [], out var breach);
        return breach!.Runs.Count;
    }

    private void Ended(EvidenceBook book, Planner assigned) =>
        book.Observe(new RunEvidence(_legs.RunId(), Epoch, assigned, 0, _legs.Sample(), _legs.Sample()));
}
