using Microsoft.Data.Sqlite;
using Sidecar.Storage;
using Sidecar.Storage.Sqlite;
using Sidecar.Tests.Fakes;
using Testing;

namespace Sidecar.Tests.Storage;

public sealed class SqliteFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteRunLog _log;
    private readonly SqliteSettingsStore _settings;
    private readonly string _path;

    public SqliteFaultTests()
    {
        _path = _folder.File("data/sidecar.db");
        _database = new SqliteDatabase($"Data Source={_path};Default Timeout=1");
        _log = new SqliteRunLog(_database);
        _settings = new SqliteSettingsStore(_database);
    }

    public void Dispose()
    {
        _settings.Dispose();
        _log.Dispose();
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task AppendAsync_FolderCannotBeMade_ThrowsAndRecovers()
    {
        var folder = Path.GetDirectoryName(_path)!;
        await File.WriteAllTextAsync(folder, "in the way");

        await AssertFails("folder");
        File.Delete(folder);

        await AssertWorks();
    }

    [Fact]
    public async Task AppendAsync_NoDatabase_ThrowsAndRecovers()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        await File.WriteAllTextAsync(_path, new string('x', 8192));

        await AssertFails("no SQLite database");
        File.Delete(_path);

        await AssertWorks();
    }

    [Fact]
    public async Task AppendAsync_CorruptPages_ThrowsAndRecovers()
    {
        await AssertWorks();
        Close(_path);
        var bytes = await File.ReadAllBytesAsync(_path);
        Array.Fill(bytes, (byte)0xA5, 100, bytes.Length - 100);
        await File.WriteAllBytesAsync(_path, bytes);

        using var database = new SqliteDatabase($"Data Source={_path}");
        using var log = new SqliteRunLog(database);
        var fault = await Assert.ThrowsAsync<StoreException>(() => log.AppendAsync([SampleRuns.Run()], default));
        Assert.Contains("corrupt", fault.Message, StringComparison.Ordinal);
        Assert.Contains(_path, fault.Message, StringComparison.Ordinal);

        File.Delete(_path);
        await log.AppendAsync([SampleRuns.Run()], default);
    }

    [Fact]
    public async Task AppendAsync_LockedByAnother_ThrowsAndRecovers()
    {
        await AssertWorks();
        using var other = new SqliteConnection($"Data Source={_path};Pooling=False");
        other.Open();
        using (other.BeginTransaction(deferred: false))
            await AssertFails("locked", readsToo: false);

        await AssertWorks();
    }

    [Fact]
    public async Task AppendAsync_DiskFull_ThrowsAndWritesNothing()
    {
        await AssertWorks();
        var statements = new SqliteWriter<RunStatements>(
            _database,
            SqliteSynchronous.Normal,
            connection => new RunStatements(Capped(connection))
        );
        var large = SampleRuns.Run() with { RequestBody = new byte[4 * 1024 * 1024] };

        var fault = await Assert.ThrowsAsync<StoreException>(() =>
            statements.WriteAsync(
                (run, transaction) =>
                {
                    run.Insert([large], transaction, default);
                    return 0;
                },
                default
            )
        );

        Assert.Contains("full", fault.Message, StringComparison.Ordinal);
        Assert.Null(await _log.FindAsync(large.RunId, default));
    }

    [Fact]
    public async Task Dispose_WhileAWriteIsUnderWay_WaitsForIt()
    {
        var writer = new SqliteWriter<RunStatements>(
            _database,
            SqliteSynchronous.Normal,
            static connection => new RunStatements(connection)
        );
        var run = SampleRuns.Run();
        using var begun = new ManualResetEventSlim();
        using var goesOn = new ManualResetEventSlim();
        var write = writer.WriteAsync(
            (runs, transaction) =>
            {
                begun.Set();
                goesOn.Wait();
                runs.Insert([run], transaction, default);
                return 0;
            },
            default
        );
        begun.Wait();

        var end = new Thread(writer.Dispose);
        end.Start();
        // Until it waits, or has ended.
        SpinWait.SpinUntil(() => !end.IsAlive || end.ThreadState.HasFlag(ThreadState.WaitSleepJoin));
        goesOn.Set();
        await write;
        end.Join();

        Assert.NotNull(await _log.FindAsync(run.RunId, default));
    }

    [Theory]
    [InlineData("Data Source=:memory:", "must name a file")]
    [InlineData("Data Source=x;Mode=Memory", "must name a file")]
    [InlineData("", "must name a file")]
    [InlineData("Nonsense=1;Password=hunter2", "no SQLite connection string")]
    public async Task AppendAsync_UnusableConnectionString_SaysSo(string connectionString, string sentence)
    {
        using var database = new SqliteDatabase(connectionString);
        using var log = new SqliteRunLog(database);

        var fault = await Assert.ThrowsAsync<StoreException>(() => log.AppendAsync([SampleRuns.Run()], default));

        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
        Assert.Contains("Storage:ConnectionString", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_CancelledWhileItRuns_EndsAndGoesOn()
    {
        await AssertWorks();
        using var cancelled = new CancellationTokenSource();

        // An interrupt reaches only what runs already, so the statement itself says that it does.
        const string Endless = "WITH RECURSIVE n(i) AS (SELECT started() UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var read = _database.Readers.ReadAsync(
            connection =>
            {
                using var command = connection.CreateCommand();
                command.CommandText = Endless;
                connection.CreateFunction(
                    "started",
                    () =>
                    {
                        started.SetResult();
                        return 1;
                    }
                );
                return command.ExecuteScalar();
            },
            cancelled.Token
        );
        await started.Task;
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        Assert.Single((await _log.ReadAsync(new RunQuery(), default)).Items);
    }

    private static SqliteConnection Capped(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA max_page_count = 200";
        command.ExecuteNonQuery();
        return connection;
    }

    private void Close(string path)
    {
        _settings.Dispose();
        _log.Dispose();
        _database.Readers.Dispose();
        Assert.False(File.Exists(path + "-wal"), "every connection is closed");
    }

    private async Task AssertFails(string word, bool readsToo = true)
    {
        var fault = await Assert.ThrowsAsync<StoreException>(() => _log.AppendAsync([SampleRuns.Run()], default));
        Assert.Contains(word, fault.Message, StringComparison.Ordinal);
        Assert.Contains("data", fault.Message, StringComparison.Ordinal);
        if (readsToo)
            await Assert.ThrowsAsync<StoreException>(() => _settings.ReadAsync(default));
    }

    private async Task AssertWorks()
    {
        var run = SampleRuns.Run();
        await _log.AppendAsync([run], default);
        Assert.NotNull(await _log.FindAsync(run.RunId, default));
        await _settings.ReadAsync(default);
    }
}
