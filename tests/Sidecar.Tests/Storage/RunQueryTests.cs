using CsCheck;
using Shadow.Runs;
using Sidecar.Storage;
using Sidecar.Storage.Sqlite;
using Sidecar.Tests.Fakes;
using Testing;

namespace Sidecar.Tests.Storage;

public sealed class RunQueryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteRunLog _log;

    public RunQueryTests()
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
    public async Task ReadAsync_EachFilter_FindsWhatItNames()
    {
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        var plain = SampleRuns.Run();
        var ofV2 = SampleRuns.Run(selected: Planner.V2);
        var changed = SampleRuns.Run().Compared(changed: true);
        var same = SampleRuns.Run().Compared(changed: false);
        var other = SampleRuns.Run(agent: "knowledge");
        var traced = SampleRuns.Run() with { TraceId = Trace };
        await _log.AppendAsync([plain, ofV2, changed, same, other, traced], default);

        await AssertFinds(new RunQuery { Selected = Planner.V2 }, ofV2);
        await AssertFinds(new RunQuery { Selected = Planner.V1 }, plain, changed, same, other, traced);
        await AssertFinds(new RunQuery { Changed = true }, changed);
        await AssertFinds(new RunQuery { Changed = false }, same);
        await AssertFinds(new RunQuery { Agent = "knowledge" }, other);
        await AssertFinds(new RunQuery { Agent = "nobody" });
        await AssertFinds(new RunQuery { TraceId = Trace }, traced);
        await AssertFinds(new RunQuery { TraceId = "no trace" });
        await AssertFinds(new RunQuery { Agent = "knowledge", Changed = true });
        await AssertFinds(
            new RunQuery
            {
                Agent = "inbox_triage",
                Changed = true,
                Selected = Planner.V1,
            },
            changed
        );
    }

    [Fact]
    public async Task ReadAsync_AgentOfTheOtherLeg_IsNotTheRunsAgent()
    {
        var run = SampleRuns.Run(selected: Planner.V1);
        run = run with { V2 = run.V2! with { Decision = run.V2.Decision! with { Agent = "knowledge" } } };
        await _log.AppendAsync([run], default);

        await AssertFinds(new RunQuery { Agent = "knowledge" });
        await AssertFinds(new RunQuery { Agent = "inbox_triage" }, run);
    }

    [Fact]
    public async Task ReadAsync_SinceAndUntil_AreExactWithinAMillisecond()
    {
        var runs = Enumerable.Range(0, 30).Select(i => SampleRuns.Run(SampleRuns.Start.AddMicroseconds(i * 100))).ToArray();
        await _log.AppendAsync(runs, default);

        await AssertFinds(new RunQuery { Since = runs[13].At }, runs[13..]);
        await AssertFinds(new RunQuery { Until = runs[13].At }, runs[..13]);
        await AssertFinds(new RunQuery { Since = runs[7].At, Until = runs[22].At }, runs[7..22]);
        await AssertFinds(new RunQuery { Since = runs[29].At.AddMicroseconds(1) });
    }

    [Fact]
    public async Task ReadAsync_CursorWithUntil_KeepsBothBounds()
    {
        var runs = Enumerable.Range(0, 10).Select(i => SampleRuns.Run(SampleRuns.Start.AddSeconds(i))).ToArray();
        await _log.AppendAsync(runs, default);

        await AssertFinds(new RunQuery { Until = runs[5].At, Before = runs[8].RunId }, runs[..5]);
        await AssertFinds(new RunQuery { Until = runs[8].At, Before = runs[5].RunId }, runs[..5]);
    }

    [Fact]
    public async Task ReadAsync_PageAfterPage_CoversEveryRunOnceNewestFirst()
    {
        // Twenty milliseconds for up to 200 runs: many share theirs.
        var runs = Gen.Long[0, 20_000].Select(us => SampleRuns.Run(SampleRuns.Start.AddMicroseconds(us))).Array[0, 200];
        await Gen.Select(runs, Gen.Int[1, 40])
            .SampleAsync(
                async (batch, limit) =>
                {
                    await _log.DeleteBeforeAsync(DateTimeOffset.MaxValue, int.MaxValue, default);
                    await _log.AppendAsync(batch, default);
                    var seen = await ReadAll(limit);
                    var expected = batch.Select(run => run.RunId.ToString()).OrderDescending(StringComparer.Ordinal);
                    Assert.Equal(expected, seen.Select(run => run.RunId.ToString()));
                },
                iter: 30,
                threads: 1
            );
    }

    [Fact]
    public async Task ReadAsync_ExactlyOnePage_HasNoNext()
    {
        await _log.AppendAsync([SampleRuns.Run(), SampleRuns.Run()], default);

        Assert.Null((await _log.ReadAsync(new RunQuery { Limit = 2 }, default)).Next);
        Assert.NotNull((await _log.ReadAsync(new RunQuery { Limit = 1 }, default)).Next);
    }

    private async Task<List<RunRecord>> ReadAll(int limit)
    {
        var seen = new List<RunRecord>();
        Guid? before = null;
        do
        {
            var page = await _log.ReadAsync(new RunQuery { Limit = limit, Before = before }, default);
            Assert.InRange(page.Items.Count, 0, limit);
            seen.AddRange(page.Items);
            before = page.Next;
        } while (before is not null);
        return seen;
    }

    private async Task AssertFinds(RunQuery query, params RunRecord[] expected)
    {
        var page = await _log.ReadAsync(query, default);
        Assert.Equal(expected.Select(run => run.RunId).Order(), page.Items.Select(run => run.RunId).Order());
    }
}
