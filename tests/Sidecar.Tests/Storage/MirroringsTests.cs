using Microsoft.Data.Sqlite;
using Shadow.Detection;
using Shadow.Runs;
using Sidecar.Storage;
using Sidecar.Storage.Sqlite;
using Sidecar.Tests.Fakes;
using Testing;

namespace Sidecar.Tests.Storage;

public sealed class MirroringsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteRunLog _log;

    public MirroringsTests()
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
    public async Task MirroringsAsync_SeveralBatches_CountsEachOutcomeOfTheEpoch()
    {
        await _log.AppendAsync([SampleRuns.Run().Compared(true), SampleRuns.Run().Compared(false), SampleRuns.Run()], default);
        await _log.AppendAsync([SampleRuns.Run().Compared(true), SampleRuns.Run() with { Epoch = 4 }], default);

        Assert.Equal([new MirrorCount(ShadowOutcome.ShadowError, 1, 0), new MirrorCount(ShadowOutcome.Compared, 3, 2)], await ReadAsync(3));
        Assert.Equal([new MirrorCount(ShadowOutcome.ShadowError, 1, 0)], await ReadAsync(4));
        Assert.Empty(await ReadAsync(5));
    }

    [Fact]
    public async Task MirroringsAsync_RunWrittenTwice_CountsItOnce()
    {
        var run = SampleRuns.Run();

        await _log.AppendAsync([run], default);
        await _log.AppendAsync([run, SampleRuns.Run()], default);

        Assert.Equal([new MirrorCount(ShadowOutcome.ShadowError, 2, 0)], await ReadAsync(3));
    }

    [Fact]
    public async Task MirroringsAsync_BatchThatFailed_CountsNothingOfIt()
    {
        var good = SampleRuns.Run();
        await Assert.ThrowsAsync<StoreException>(() => _log.AppendAsync([good, SampleRuns.Run() with { Method = null! }], default));

        await _log.AppendAsync([good], default);

        Assert.Equal([new MirrorCount(ShadowOutcome.ShadowError, 1, 0)], await ReadAsync(3));
    }

    [Fact]
    public async Task MirroringsAsync_RunsDeletedForTheirAge_StayCounted()
    {
        await _log.AppendAsync([SampleRuns.Run()], default);

        await _log.DeleteBeforeAsync(SampleRuns.Start.AddDays(1), 10, default);

        Assert.Equal([new MirrorCount(ShadowOutcome.ShadowError, 1, 0)], await ReadAsync(3));
    }

    [Fact]
    public async Task MirroringsAsync_StoreOfAnOlderSchema_CountsTheRunsOfTheEpochInForce()
    {
        await _log.AppendAsync([SampleRuns.Run().Compared(true), SampleRuns.Run(), SampleRuns.Run() with { Epoch = 2 }], default);
        using (var connection = _database.Open(SqliteSynchronous.Normal))
        {
            Execute(connection, "INSERT INTO settings VALUES (1, 15, 0, 3, 7, 'ana', NULL, 0)");
            Execute(connection, "DROP TABLE mirrorings; PRAGMA user_version = 2");
            SchemaMigrator.Migrate(connection, MigrationScripts.All, "sidecar.db");
        }

        Assert.Equal([new MirrorCount(ShadowOutcome.ShadowError, 1, 0), new MirrorCount(ShadowOutcome.Compared, 1, 1)], await ReadAsync(3));
    }

    private async Task<IEnumerable<MirrorCount>> ReadAsync(int epoch) =>
        (await _log.MirroringsAsync(epoch, default)).OrderBy(static count => count.Outcome);

#pragma warning disable CA2100 // The texts are the test's own.
    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
#pragma warning restore CA2100
}
