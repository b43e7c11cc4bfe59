using Shadow.Detection;
using Shadow.Reports;
using Sidecar.Simulation.Passes;
using Sidecar.Simulation.Recorded;
using Sidecar.Simulation.Scenarios;
using Sidecar.Storage.Sqlite;
using Testing;

namespace Sidecar.Tests.Simulation;

/// <summary>What a store holds of a canary, judged again.</summary>
public sealed class RejudgedLogTests : IDisposable
{
    private static readonly ReportPeriod Everything = new(DateTimeOffset.UnixEpoch, SimulatedPass.Start.AddDays(60));

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDatabase _database;

    public RejudgedLogTests() => _database = new SqliteDatabase($"Data Source={_folder.File("sidecar.db")}");

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("v2.quality.mean=88")]
    [InlineData("v2.quality.mean=88", "v2.quality.spread=8", "v1.quality.spread=8")]
    [InlineData("v2.latency.median_ms=900", "v2.latency.p95_ms=2500")]
    [InlineData("v2.cost.mean_cents=3.05", "rate_per_second=200")]
    [InlineData("v2.errors.pct=9", "v1.errors.pct=2")]
    [InlineData("v2.errors.pct=100", "v2.errors.kind=timeout", "timeout_seconds=0.4")]
    [InlineData("v2.quality.missing_pct=40", "v2.quality.mean=85", "steps[0].canary_pct=70")]
    [InlineData("v2.cost.mean_cents=5", "thresholds.window_minutes=0.2", "rate_per_second=40")]
    public async Task OfAsync_ThresholdsOfThen_FindsTheSameRunAndTheSameBreach(params string[] keys)
    {
        foreach (var seed in Enumerable.Range(1, 3))
        {
            using var folder = new TemporaryFolder();
            using var database = new SqliteDatabase($"Data Source={folder.File("sidecar.db")}");
            var result = await Canary.RunAsync(["steps[0].canary_pct=20", .. keys, $"seed={seed}"]);
            await RecordedPass.RecordAsync(result, database);

            var epoch = Assert.Single((await JudgeAsync(database, result.Scenario.Thresholds)).Epochs);

            var rollback = Assert.Single(result.Rollbacks);
            Assert.Equal(Comparison.Same, epoch.Comparison);
            Assert.Equal(rollback.Entry.Breaches, epoch.Rollback!.Breaches);
            Assert.Equal(
                RunIds.Of(SimulatedPass.Start + result.Scenario.ArrivalOf(rollback.TippedBy!.Value), rollback.TippedBy.Value),
                epoch.Rollback.RunId
            );
            Assert.Equal((rollback.TippedBy.Value, rollback.V2Runs), (epoch.Rollback.Run, epoch.Rollback.V2Runs));
            Assert.Equal(SimulatedPass.Start + rollback.At, epoch.Rollback.At);
            Assert.Equal((result.Runs, result.V2Runs), (epoch.Runs, epoch.V2Runs));
            Assert.Equal(rollback.TippedBy.Value, epoch.Recorded!.Run);
        }
    }

    [Fact]
    public async Task OfAsync_LegsThatHang_AreJudgedByTheirAgeAgain()
    {
        var result = await RecordAsync("hanging-v2");

        var epoch = Assert.Single((await JudgeAsync(new Thresholds())).Epochs);

        Assert.Equal((Comparison.Same, null), (epoch.Comparison, epoch.Rollback!.RunId));
        Assert.Equal(result.Rollbacks[0].Entry.Breaches, epoch.Rollback.Breaches);
        Assert.Equal(SimulatedPass.Start + result.Rollbacks[0].At, epoch.Rollback.At);
    }

    [Fact]
    public async Task OfAsync_StricterThresholds_WouldHaveRolledBackEarlier()
    {
        var result = await RecordAsync("gradual-degradation");

        var epoch = Assert.Single((await JudgeAsync(new Thresholds { MaxQualityDrop = 2 })).Epochs);

        Assert.Equal(Comparison.Earlier, epoch.Comparison);
        Assert.True(epoch.Rollback!.Run < result.Rollbacks[0].TippedBy);
        Assert.Equal(JudgedMetrics.Quality, epoch.Rollback.Breached);
        Assert.Equal(result.V2Runs, epoch.Rollback.V2Runs + epoch.V2RunsAfter + UnderWay(epoch));
    }

    [Fact]
    public async Task OfAsync_LooserThresholds_WouldNotHaveRolledBack()
    {
        await RecordAsync("quality-regression");

        var epoch = Assert.Single((await JudgeAsync(new Thresholds { MaxQualityDrop = 20 })).Epochs);

        Assert.Equal((Comparison.OnlyRecorded, Verdict.Healthy), (epoch.Comparison, epoch.Verdict));
        Assert.Null(epoch.Rollback);
        Assert.StartsWith("quality (", Assert.Single(epoch.Recorded!.Breaches), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfAsync_HealthyRuns_WouldHaveBreachedStricterThresholds()
    {
        await RecordAsync("healthy-canary");

        var same = Assert.Single((await JudgeAsync(new Thresholds())).Epochs);
        var strict = Assert.Single((await JudgeAsync(new Thresholds { MaxCostCents = 1 })).Epochs);

        Assert.Equal((Comparison.Neither, Verdict.Healthy, null), (same.Comparison, same.Verdict, same.Rollback));
        Assert.Equal(Comparison.OnlyJudgedAgain, strict.Comparison);
        Assert.Equal(30, strict.Rollback!.V2Runs);
        Assert.Equal(JudgedMetrics.Cost, strict.WouldBreach!.Breached);
    }

    [Fact]
    public async Task OfAsync_SeveralEpochs_AreJudgedEachByItsOwnEvidence()
    {
        var result = await RecordAsync("re-enable-after-rollback");

        var log = await JudgeAsync(new Thresholds());

        Assert.Equal([(1, Comparison.Same), (2, Comparison.Neither)], log.Epochs.Select(static epoch => (epoch.Epoch, epoch.Comparison)));
        Assert.Equal(result.Runs, log.Runs);
        Assert.Equal(result.Runs, log.Epochs.Sum(static epoch => epoch.Runs));
        Assert.All(log.Epochs, static epoch => Assert.False(epoch.BegunBefore));
    }

    [Fact]
    public async Task OfAsync_ShadowsAlone_WouldBreachAndRollNothingBack()
    {
        await RecordAsync("shadow-only");

        var epoch = Assert.Single((await JudgeAsync(new Thresholds())).Epochs);

        Assert.Equal((Comparison.Neither, null), (epoch.Comparison, epoch.Verdict));
        Assert.Equal(JudgedMetrics.Quality, epoch.WouldBreach!.Breached);
    }

    [Fact]
    public async Task OfAsync_V1NoBetter_SaysThatNothingWouldHaveBeenDone()
    {
        await RecordAsync("v1-unfit");

        var epoch = Assert.Single((await JudgeAsync(new Thresholds())).Epochs);

        Assert.Equal((Comparison.Neither, Verdict.Regression), (epoch.Comparison, epoch.Verdict));
        Assert.Equal(("v1_unfit", JudgedMetrics.Cost), (epoch.Held!.Cause, epoch.Held.Breached));
    }

    [Fact]
    public async Task OfAsync_PeriodWithinAnEpoch_SaysThatItBeganBefore()
    {
        await RecordAsync("healthy-canary");
        var period = new ReportPeriod(SimulatedPass.Start.AddSeconds(20), SimulatedPass.Start.AddSeconds(80));

        var log = await JudgeAsync(_database, new Thresholds(), period);

        var epoch = Assert.Single(log.Epochs);
        Assert.Equal((600, 600, true), (log.Runs, epoch.Runs, epoch.BegunBefore));
        Assert.Equal(SimulatedPass.Start.AddSeconds(20), epoch.From);
    }

    [Fact]
    public async Task OfAsync_NoRuns_HasNoEpochs()
    {
        await RecordAsync("zero-samples");

        var log = await JudgeAsync(new Thresholds());

        Assert.Equal((0L, 0), (log.Runs, log.Epochs.Count));
    }

    // Runs on v2 that had arrived as it was found and had not ended.
    private static long UnderWay(EpochFinding epoch) => epoch.V2Runs - epoch.Rollback!.V2Runs - epoch.V2RunsAfter;

    private async Task<PassResult> RecordAsync(string name)
    {
        var result = await Canary.RunAsync(Canary.Shipped(name));
        Assert.Equal([], ExpectationCheck.Unmet(result)!);
        await RecordedPass.RecordAsync(result, _database);
        return result;
    }

    private Task<RejudgedLog> JudgeAsync(Thresholds thresholds) => JudgeAsync(_database, thresholds);

    private static async Task<RejudgedLog> JudgeAsync(SqliteDatabase database, Thresholds thresholds, ReportPeriod? period = null)
    {
        using var settings = new SqliteSettingsStore(database);
        return await RejudgedLog.OfAsync(
            new SqliteRecordedRuns(database),
            settings,
            period ?? Everything,
            new Thresholds(),
            thresholds,
            default
        );
    }
}
