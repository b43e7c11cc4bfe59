using System.Text;
using CsCheck;
using Microsoft.Data.Sqlite;
using Shadow.Decisions;
using Shadow.Detection;
using Shadow.Reports;
using Shadow.Runs;
using Sidecar.Storage;
using Sidecar.Storage.Sqlite;
using Sidecar.Tests.Fakes;
using Testing;

namespace Sidecar.Tests.Storage;

public sealed class SqliteReportSourceTests : IDisposable
{
    private static readonly ReportPeriod Hour = new(SampleRuns.Start, SampleRuns.Start.AddHours(2));

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteRunLog _log;
    private readonly SqliteReportSource _source;

    public SqliteReportSourceTests()
    {
        _database = new SqliteDatabase($"Data Source={_folder.File("sidecar.db")}");
        _log = new SqliteRunLog(_database);
        _source = new SqliteReportSource(_database);
    }

    public void Dispose()
    {
        _log.Dispose();
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task ReadAsync_AnyRuns_AreReadAsTheyWereWritten() =>
        await RunGen
            .Run.Array[1, 20]
            .SampleAsync(
                async runs =>
                {
                    await _log.DeleteBeforeAsync(Hour.Until, int.MaxValue, default);
                    await _log.AppendAsync(runs, default);

                    var expected = new ReportBuilder(new Thresholds());
                    foreach (var run in runs)
                        expected.Add(Row(run));
                    Assert.Equal(Text(expected), Text(await ReadAsync(Hour)));
                },
                iter: 60,
                threads: 1
            );

    [Fact]
    public async Task ReadAsync_Period_BeginsWithItsFirstMomentAndEndsBeforeItsLast()
    {
        var until = SampleRuns.Start.AddMicroseconds(900);
        await _log.AppendAsync(
            [
                SampleRuns.Run(SampleRuns.Start.AddMicroseconds(99)),
                SampleRuns.Run(SampleRuns.Start.AddMicroseconds(100)),
                SampleRuns.Run(until.AddMicroseconds(-1)),
                SampleRuns.Run(until),
            ],
            default
        );
        var period = new ReportPeriod(SampleRuns.Start.AddMicroseconds(100), until);

        Assert.Equal(2, Build(await ReadAsync(period)).Runs);
        Assert.True(await _source.AnyAsync(period, default));
        Assert.False(await _source.AnyAsync(new ReportPeriod(until.AddMicroseconds(1), until.AddDays(1)), default));
    }

    [Fact]
    public async Task ReadAsync_WhileAnotherWrites_SeesTheStoreAsItWasAtTheStart()
    {
        await _log.AppendAsync([SampleRuns.Run(), SampleRuns.Run()], default);
        using var writer = new SqliteDatabase($"Data Source={_folder.File("sidecar.db")}");
        using var log = new SqliteRunLog(writer);
        var seen = 0;

        await _source.ReadAsync(
            Hour,
            (in ReportRow _) =>
            {
                seen++;
                log.AppendAsync([SampleRuns.Run(SampleRuns.Start.AddMinutes(seen))], default).GetAwaiter().GetResult();
            },
            default
        );

        Assert.Equal(2, seen);
        Assert.Equal(4, Build(await ReadAsync(Hour)).Runs);
    }

    [Fact]
    public async Task ReadAsync_Cancelled_StopsAtTheNextRow()
    {
        await _log.AppendAsync([SampleRuns.Run(), SampleRuns.Run(), SampleRuns.Run()], default);
        using var cancellation = new CancellationTokenSource();
        var seen = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _source.ReadAsync(
                Hour,
                (in ReportRow _) =>
                {
                    seen++;
                    cancellation.Cancel();
                },
                cancellation.Token
            )
        );

        Assert.Equal(1, seen);
        Assert.Equal(3, Build(await ReadAsync(Hour)).Runs);
    }

    [Fact]
    public async Task RollbacksAsync_Period_CountsAllAndReadsTheNewest()
    {
        using var store = new SqliteSettingsStore(_database);
        var settings = new StoredSettings(0, true, 1, 1, "guard", null, SampleRuns.Start);
        async Task AddAsync(int minute, string kind, string? trigger) =>
            await store.WriteAsync(
                settings,
                new HistoryEntry
                {
                    At = SampleRuns.Start.AddMinutes(minute),
                    Kind = kind,
                    Trigger = trigger,
                    UpdatedBy = "guard",
                    Reason = $"at {minute}",
                    After = settings,
                    Breaches = ["latency"],
                },
                default
            );
        await AddAsync(-1, "rollback", "auto");
        await AddAsync(0, "config", null);
        for (var minute = 0; minute < ReportedRollbacks.MaxShown + 3; minute++)
            await AddAsync(minute, "rollback", minute == 1 ? "manual" : "auto");
        await AddAsync(120, "rollback", "auto");

        var rollbacks = await _source.RollbacksAsync(Hour, default);

        Assert.Equal((ReportedRollbacks.MaxShown + 2, 1), (rollbacks.Automatic, rollbacks.Manual));
        Assert.Equal(ReportedRollbacks.MaxShown, rollbacks.Newest.Count);
        var newest = rollbacks.Newest[0];
        Assert.Equal(SampleRuns.Start.AddMinutes(ReportedRollbacks.MaxShown + 2), newest.At);
        Assert.Equal((true, "guard", "at 52"), (newest.Automatic, newest.UpdatedBy, newest.Reason));
        Assert.Equal(["latency"], newest.Breaches);
    }

    [Fact]
    public async Task ReadAsync_NameOfANewerProgram_FailsWithASentence()
    {
        await _log.AppendAsync([SampleRuns.Run()], default);
        using (var connection = new SqliteConnection($"Data Source={_folder.File("sidecar.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE runs SET reason = 'whim'";
            command.ExecuteNonQuery();
        }

        var fault = await Assert.ThrowsAsync<StoreException>(() => ReadAsync(Hour));

        Assert.Contains("'whim'", fault.Message, StringComparison.Ordinal);
    }

    private async Task<ReportBuilder> ReadAsync(ReportPeriod period)
    {
        var builder = new ReportBuilder(new Thresholds());
        await _source.ReadAsync(period, builder.Add, default);
        return builder;
    }

    private static WeeklyReport Build(ReportBuilder builder) => builder.Build(Hour, ReportedRollbacks.None);

    private static string Text(ReportBuilder builder) => Encoding.UTF8.GetString(ReportJson.Write(Build(builder)).Span);

    private static ReportRow Row(RunRecord run) =>
        new()
        {
            Selected = run.Selected,
            Reason = run.Reason,
            Outcome = run.Outcome,
            Judge = run.Judge,
            Diff = Flags(run.Diff),
            Objective = run.V1?.Decision?.Objective ?? run.V2?.Decision?.Objective,
            V1 = Leg(run.V1),
            V2 = Leg(run.V2),
        };

    private static ReportLeg Leg(LegRecord? leg) =>
        leg is null
            ? default
            : new ReportLeg
            {
                Sent = true,
                Failure = leg.Failure,
                Inconclusive = leg.Inconclusive,
                Decided = leg.Decision is not null,
                LatencyMicros = (long)Math.Round(leg.LatencyMs * 1_000),
                CostMicros = Micros(leg.Signals.CostCents),
                QualityMicros = Micros(leg.Signals.Quality),
                Agent = leg.Decision?.Agent,
            };

    private static long? Micros(double? value) => value is { } figure ? (long)Math.Round(figure * 1_000_000) : null;

    private static DiffFlags? Flags(DecisionDiff? diff) =>
        diff is null
            ? null
            : (diff.AgentChanged ? DiffFlags.Agent : 0)
                | (diff.StepsChanged ? DiffFlags.Steps : 0)
                | (diff.ToolsChanged ? DiffFlags.Tools : 0)
                | (diff.DryRunChanged ? DiffFlags.DryRun : 0)
                | (diff.StatusChanged ? DiffFlags.Status : 0);
}
