using CsCheck;
using Shadow.Runs;
using Sidecar.Storage;
using Sidecar.Storage.Sqlite;
using Sidecar.Tests.Fakes;
using Testing;

namespace Sidecar.Tests.Storage;

public sealed class SqliteRunLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteRunLog _log;

    public SqliteRunLogTests()
    {
        _database = new SqliteDatabase($"Data Source={_folder.File("deep/down/sidecar.db")}");
        _log = new SqliteRunLog(_database);
    }

    public void Dispose()
    {
        _log.Dispose();
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task AppendAsync_AnyRun_IsFoundAsItWas()
    {
        await RunGen
            .Run.Array[1, 20]
            .SampleAsync(
                async runs =>
                {
                    await _log.AppendAsync(runs, default);
                    foreach (var run in runs)
                        RunAssert.Equal(run, await _log.FindAsync(run.RunId, default));
                },
                iter: 60,
                threads: 1
            );
    }

    [Fact]
    public async Task AppendAsync_FinerThanAMicrosecond_IsCutOff()
    {
        var run = SampleRuns.Run(SampleRuns.Start.AddTicks(12_345_678)) with { CanaryPct = 12.345678901 };
        run = run with { V1 = run.V1! with { LatencyMs = 1.00049 } };

        await _log.AppendAsync([run], default);

        var found = await _log.FindAsync(run.RunId, default);
        Assert.NotNull(found);
        Assert.Equal(SampleRuns.Start.AddTicks(12_345_670), found.At);
        Assert.Equal(1.0, found.V1!.LatencyMs);
        Assert.Equal(run.CanaryPct, found.CanaryPct);
    }

    [Fact]
    public async Task AppendAsync_RunThatIsThere_LeavesItAsItIs()
    {
        var first = SampleRuns.Run() with { RequestBody = [1] };
        var other = SampleRuns.Run();

        await _log.AppendAsync([first], default);
        await _log.AppendAsync([first with { Status = 500, RequestBody = [2] }, other], default);

        RunAssert.Equal(first, await _log.FindAsync(first.RunId, default));
        RunAssert.Equal(other, await _log.FindAsync(other.RunId, default));
    }

    // As an operator who asks for a run until it is there: it is found whole, or not at all.
    [Fact]
    public async Task FindAsync_WhileTheRunIsWritten_NeverFindsItWithoutItsBodies()
    {
        for (var round = 0; round < 500; round++)
        {
            var run = SampleRuns.Run() with { RequestBody = [1] };
            var finding = Enumerable.Range(0, 4).Select(_ => Task.Run(() => FindAsync(run.RunId))).ToList();
            await _log.AppendAsync([run], default);
            foreach (var found in await Task.WhenAll(finding))
                RunAssert.Equal(run, found);
        }

        async Task<RunRecord> FindAsync(Guid runId)
        {
            while (true)
                if (await _log.FindAsync(runId, default) is { } found)
                    return found;
        }
    }

    [Fact]
    public async Task AppendAsync_Cancelled_WritesNothingAndGoesOn()
    {
        var run = SampleRuns.Run();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _log.AppendAsync([run], cancelled.Token));

        Assert.Null(await _log.FindAsync(run.RunId, default));
        await _log.AppendAsync([run], default);
        Assert.NotNull(await _log.FindAsync(run.RunId, default));
    }

    [Fact]
    public async Task AppendAsync_FailsHalfWay_WritesNothingOfTheBatch()
    {
        var good = SampleRuns.Run();
        var bad = SampleRuns.Run() with { Method = null! };

        await Assert.ThrowsAsync<StoreException>(() => _log.AppendAsync([good, bad], default));

        Assert.Null(await _log.FindAsync(good.RunId, default));
        await _log.AppendAsync([good], default);
        Assert.NotNull(await _log.FindAsync(good.RunId, default));
    }

    [Fact]
    public async Task FindAsync_UnknownRun_IsNull() => Assert.Null(await _log.FindAsync(Guid.CreateVersion7(), default));

    [Fact]
    public async Task ReadAsync_RunWithBodies_LeavesThemOut()
    {
        var run = SampleRuns.Run() with { RequestBody = [1, 2] };
        await _log.AppendAsync([run], default);

        var page = await _log.ReadAsync(new RunQuery(), default);

        RunAssert.Equal(run with { RequestBody = null }, Assert.Single(page.Items));
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task DeleteBeforeAsync_MoreThanTheLimit_DeletesTheOldestFirst()
    {
        var runs = Enumerable.Range(0, 10).Select(i => SampleRuns.Run(SampleRuns.Start.AddSeconds(i)) with { RequestBody = [1] }).ToArray();
        await _log.AppendAsync(runs, default);
        var before = SampleRuns.Start.AddSeconds(6);

        Assert.Equal(4, await _log.DeleteBeforeAsync(before, 4, default));
        Assert.Equal(runs[4..].Select(r => r.RunId).Reverse(), (await _log.ReadAsync(new RunQuery(), default)).Items.Select(r => r.RunId));

        Assert.Equal(2, await _log.DeleteBeforeAsync(before, 4, default));
        Assert.Equal(0, await _log.DeleteBeforeAsync(before, 4, default));
        Assert.Equal(4, (await _log.ReadAsync(new RunQuery(), default)).Items.Count);
        Assert.Equal(4L, Count("bodies"));
    }

    [Fact]
    public async Task DeleteBeforeAsync_SameMillisecond_GoesByTheExactTime()
    {
        var early = SampleRuns.Run(SampleRuns.Start.AddMicroseconds(100));
        var late = SampleRuns.Run(SampleRuns.Start.AddMicroseconds(200));
        await _log.AppendAsync([early, late], default);

        Assert.Equal(1, await _log.DeleteBeforeAsync(late.At, 100, default));

        Assert.Equal(late.RunId, Assert.Single((await _log.ReadAsync(new RunQuery(), default)).Items).RunId);
    }

    [Fact]
    public async Task EvidenceAsync_RunsOfAClockThatWasAhead_FillUpAsTheOldest()
    {
        var now = SampleRuns.Start;
        var (old, recent) = (V2(now.AddHours(-2)), V2(now.AddHours(-1)));
        var ahead = Enumerable.Range(1, 3).Select(i => V2(now.AddHours(i))).ToArray();
        await _log.AppendAsync([old, recent, .. ahead], default);

        Assert.Equal([recent.RunId], await Evidence(1));
        Assert.Equal([old.RunId, recent.RunId], await Evidence(2));
        Assert.Equal([ahead[1].RunId, ahead[2].RunId, old.RunId, recent.RunId], await Evidence(4));

        async Task<IEnumerable<Guid>> Evidence(int runs) =>
            (await _log.EvidenceAsync(3, runs, now, default)).Select(static run => run.Run.RunId);

        static RunRecord V2(DateTimeOffset at) => SampleRuns.Run(at, Planner.V2);
    }

    private long Count(string table)
    {
        using var connection = _database.Open(SqliteSynchronous.Normal);
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table}";
        return (long)command.ExecuteScalar()!;
    }
}
