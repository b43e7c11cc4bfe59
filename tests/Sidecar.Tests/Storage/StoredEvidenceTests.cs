using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Shadow.Detection;
using Shadow.Runs;
using Sidecar.Storage.Sqlite;
using Sidecar.Tests.Fakes;
using Testing;

namespace Sidecar.Tests.Storage;

/// <summary>What is read back at a start is what was known before: the same windows, whatever ended when.</summary>
public sealed class StoredEvidenceTests : IDisposable
{
    private const int Window = 5;
    private const int Epoch = 3;

    private static readonly Thresholds Limits = new() { MinSample = 2, WindowRuns = Window };

    // v1 ends its legs while their runs are still in the windows: past that, nothing more is learnt of them.
    private static readonly Gen<LegRecord?> FastLeg = Leg(1);
    private static readonly Gen<LegRecord?> AnyLeg = Leg(50);

    private static Gen<LegRecord?> Leg(int slowness) =>
        Gen.Select(Gen.Int[0, 8], Gen.Int[0, 20], Gen.Int[0, 100])
            .Select(
                (kind, latency, figure) =>
                    kind switch
                    {
                        0 => null,
                        1 => Record(latency * slowness, LegFailure.Status5xx),
                        2 => Record(latency * slowness, LegFailure.Timeout),
                        3 => Record(latency, LegFailure.None) with { Inconclusive = true },
                        4 => Record(latency, LegFailure.None) with { Decision = null },
                        _ => Record(latency, LegFailure.None) with { Signals = new(figure / 10.0, figure, "b") },
                    }
            );

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(SampleRuns.Start.AddHours(1));
    private readonly SqliteDatabase _database;
    private readonly SqliteRunLog _log;

    public StoredEvidenceTests()
    {
        _database = new SqliteDatabase($"Data Source={_folder.File("sidecar.db")}");
        _log = new SqliteRunLog(_database);
    }

    public void Dispose()
    {
        _log.Dispose();
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task EvidenceAsync_AnyRunsInAnyOrderOfEnds_GivesTheFiguresOfBefore()
    {
        var (epoch, counter) = (Epoch, 0);
        await Gen.Select(FastLeg, AnyLeg, Gen.Bool, Gen.Int[5, 30])
            .Array[1, 45]
            .SampleAsync(
                async drawn =>
                {
                    epoch++;
                    var (runs, at) = (new List<RunRecord>(), SampleRuns.Start);
                    foreach (var (v1, v2, onV2, gap) in drawn)
                    {
                        // A microsecond each, so that no two legs end at the same time: their order would be anybody's.
                        at = at.AddMilliseconds(gap).AddMicroseconds(++counter);
                        runs.Add(Run(at, onV2 ? Planner.V2 : Planner.V1, v1, v2) with { Epoch = epoch });
                    }

                    await _log.AppendAsync(runs, default);
                    Assert.Equal(Figures(Live(runs), epoch), Figures(await ReadBackAsync(epoch), epoch));
                },
                iter: 100,
                threads: 1
            );
    }

    [Fact]
    public async Task EvidenceAsync_RunsThatHungAndEndedLast_AreAmongTheNewest()
    {
        List<RunRecord> runs =
        [
            Run(SampleRuns.Start, Planner.V2, null, Record(30_000, LegFailure.Timeout)),
            .. Enumerable.Range(1, 20).Select(i => Run(SampleRuns.Start.AddSeconds(i), Planner.V2, null, Record(10, LegFailure.None))),
        ];
        await _log.AppendAsync(runs, default);
        var stats = (await ReadBackAsync(Epoch)).Read(Epoch).V2;
        Assert.Equal((Window, 20.0, 30_000.0), (stats.Samples, stats.ErrorRatePct, stats.LatencyP95Ms));
    }

    [Fact]
    public async Task EvidenceAsync_FewRunsAreMirrored_FindsTheirShadows()
    {
        var runs = Enumerable
            .Range(1, 40)
            .Select(i =>
                Run(
                    SampleRuns.Start.AddSeconds(i),
                    Planner.V1,
                    Record(10, LegFailure.None),
                    i % 8 == 0 ? Record(100 + i, LegFailure.None) : null
                )
            );
        await _log.AppendAsync([.. runs], default);
        var stats = (await ReadBackAsync(Epoch)).Read(Epoch);
        Assert.Equal(
            (Window, "served", Window, 124.0),
            (stats.V1.Samples, stats.V1.Source, stats.V2Shadow.Samples, stats.V2Shadow.LatencyP50Ms)
        );
    }

    [Fact]
    public async Task EvidenceAsync_OtherEpochsAndWhatIsNoEvidence_AreLeftOut()
    {
        var (good, bad) = (Record(10, LegFailure.None), Record(10, LegFailure.Status5xx));
        await _log.AppendAsync(
            [
                Run(SampleRuns.Start, Planner.V2, good, bad) with
                {
                    Epoch = Epoch - 1,
                },
                Run(SampleRuns.Start, Planner.V2, good, bad) with
                {
                    Epoch = Epoch + 1,
                },
                Run(SampleRuns.Start, Planner.V2, good, bad) with
                {
                    Judge = JudgeMode.Off,
                },
                Run(SampleRuns.Start, Planner.V2, good, bad) with
                {
                    Reason = SelectionReason.Override,
                },
                Run(SampleRuns.Start, Planner.V2, good, bad) with
                {
                    Reason = SelectionReason.Cutover,
                },
                Run(SampleRuns.Start, Planner.V2, good, bad) with
                {
                    Outcome = ShadowOutcome.Upgrade,
                },
                Run(SampleRuns.Start, Planner.V2, good, bad with { Inconclusive = true }),
                Run(SampleRuns.Start, Planner.V2, good, good with { Decision = null }),
                Run(SampleRuns.Start, Planner.V2, good, good with { Decision = null }) with
                {
                    Judge = JudgeMode.All,
                },
                Run(SampleRuns.Start, Planner.V2, good, good) with
                {
                    Reason = SelectionReason.Hedge,
                },
                Run(SampleRuns.Start, Planner.V2, good, bad) with
                {
                    Reason = SelectionReason.Failover,
                },
            ],
            default
        );
        var judgement = (await ReadBackAsync(Epoch)).Judge(Epoch, []).Figures;
        // Of judged all one success, of hedged a latency alone, of failed over a failure.
        Assert.Equal((2, 1, 2, 2), (judgement.V2.Runs, judgement.V2.Failures, judgement.V2.LatencyValues, judgement.Pairs));
    }

    [Fact]
    public async Task EvidenceAsync_LateQuality_IsTheOneThatCounts()
    {
        var run = Run(
            SampleRuns.Start,
            Planner.V2,
            Record(1, LegFailure.None),
            Record(1, LegFailure.None) with
            {
                Signals = new(1, 90, null),
            }
        );
        await _log.AppendAsync([run], default);
        await _log.RateAsync([new(run.RunId, Planner.V2, 12.5), new(run.RunId, Planner.V1, 99)], default);
        var book = await ReadBackAsync(Epoch);
        Assert.Equal(12.5, book.Read(Epoch).V2.QualityMean);
        Assert.Equal(12_500_000, book.Judge(Epoch, []).Figures.V2.QualitySum);
    }

    [Fact]
    public async Task EvidenceAsync_BuildsOfV2_ComeWithTheirRuns()
    {
        var v2 = Record(1, LegFailure.None) with { Signals = new(null, null, "2025.10.2") };
        await _log.AppendAsync(
            [
                Run(SampleRuns.Start, Planner.V1, Record(1, LegFailure.None), v2),
                Run(SampleRuns.Start.AddSeconds(1), Planner.V2, null, v2 with { Signals = new(null, null, "2025.10.3") }),
            ],
            default
        );
        var builds = (await _log.EvidenceAsync(Epoch, Window, default)).Select(static run => run.Build).Distinct();
        Assert.Equal(["2025.10.2", "2025.10.3"], builds);
    }

    private async Task<EvidenceBook> ReadBackAsync(int epoch)
    {
        var book = Book();
        foreach (var run in await _log.EvidenceAsync(epoch, Window, default))
            book.Observe(run.Run);
        return book;
    }

    // The legs in the order of their ends, each told when it ends, as they are while the sidecar runs.
    private EvidenceBook Live(List<RunRecord> runs)
    {
        var book = Book();
        var ends = runs.SelectMany(run => new[] { (Run: run, End(run, run.V1), OfV1: true), (Run: run, End(run, run.V2), OfV1: false) });
        var told = new HashSet<(Guid, bool)>();
        foreach (var (run, end, ofV1) in ends.OrderBy(static end => end.Item2))
        {
            told.Add((run.RunId, ofV1));
            var (known1, known2) = (told.Contains((run.RunId, true)), told.Contains((run.RunId, false)));
            var whole = LegEvidence.Of(run);
            book.Observe(
                whole with
                {
                    EndedAt = end.UtcTicks,
                    V1 = known1 ? whole.V1 : null,
                    V2 = known2 ? whole.V2 : null,
                    V1Seen = known1 && !ofV1,
                    V2Seen = known2 && ofV1,
                }
            );
        }

        return book;
    }

    private static DateTimeOffset End(RunRecord run, LegRecord? leg) => run.At.AddMilliseconds(leg?.LatencyMs ?? 0);

    private static (EvidenceFigures, EvidenceFigures, LegStatistics) Figures(EvidenceBook book, int epoch) =>
        (book.Judge(epoch, []).Figures, book.JudgeShadow(epoch).Figures, book.Read(epoch).V2Shadow);

    private EvidenceBook Book() => new(static () => Limits, _time, new ThresholdJudge());

    private static RunRecord Run(DateTimeOffset at, Planner assigned, LegRecord? v1, LegRecord? v2) =>
        SampleRuns.Run(at, assigned) with
        {
            V1 = v1 is null ? null : v1 with { Planner = Planner.V1 },
            V2 = v2 is null ? null : v2 with { Planner = Planner.V2 },
        };

    private static LegRecord Record(double latency, LegFailure failure) =>
        SampleRuns.Run().V2! with
        {
            LatencyMs = latency,
            Failure = failure,
        };
}
