using Microsoft.Data.Sqlite;
using Sidecar.Storage;
using Sidecar.Storage.Sqlite;
using Sidecar.Tests.Fakes;
using Testing;

namespace Sidecar.Tests.Storage;

/// <summary>Files of the store that are deleted while they are open.</summary>
public sealed class DeletedFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteRunLog _log;
    private readonly SqliteSettingsStore _settings;
    private readonly string _path;
    private int _runs;

    public DeletedFileTests()
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
    public async Task AppendAsync_FileDeleted_SaysSoOnceAndBeginsANewFile()
    {
        await RecordAsync();
        File.Delete(_path);

        var fault = await Assert.ThrowsAsync<StoreException>(RecordAsync);
        Assert.Contains("deleted or moved", fault.Message, StringComparison.Ordinal);
        var run = await RecordAsync();

        Assert.Equal([run], await HeldAsync());
        Assert.Equal([run], HeldAfterACrash());
    }

    [Fact]
    public async Task ReadAsync_FileDeleted_SaysSoUntilAWriteHasMadeANewOne()
    {
        await RecordAsync();
        await HeldAsync();
        File.Delete(_path);

        var fault = await Assert.ThrowsAsync<StoreException>(HeldAsync);
        Assert.Contains("deleted or moved", fault.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_path));
        await Assert.ThrowsAsync<StoreException>(RecordAsync);
        var run = await RecordAsync();

        Assert.Equal([run], await HeldAsync());
    }

    [Fact]
    public async Task AppendAsync_FileMovedAway_HasAllThatWasWrittenInIt()
    {
        var run = await RecordAsync();
        var moved = _folder.File("moved.db");
        File.Move(_path, moved);

        await Assert.ThrowsAsync<StoreException>(RecordAsync);

        Assert.Equal([run], Runs(moved));
    }

    [Fact]
    public async Task AppendAsync_AnotherFilePutInItsPlace_GoesOnInThatOne()
    {
        var old = await RecordAsync();
        var backup = _folder.File("backup.db");
        File.Copy(_path, backup);
        File.Copy(_path + "-wal", backup + "-wal");
        Assert.Equal([old], Runs(backup));
        await RecordAsync();
        await HeldAsync();
        File.Move(backup, _path, overwrite: true);

        await Assert.ThrowsAsync<StoreException>(RecordAsync);
        var run = await RecordAsync();

        Assert.Equal([run, old], await HeldAsync());
        Assert.Equal([run, old], HeldAfterACrash());
    }

    [Theory]
    [InlineData("-wal")]
    [InlineData("-shm")]
    [InlineData("-wal", "-shm")]
    public async Task AppendAsync_FilesBesideDeleted_LosesNothing(params string[] suffixes)
    {
        var first = await RecordAsync();
        await _settings.WriteAsync(Setting(1), Entry(1), default);
        await HeldAsync();
        foreach (var suffix in suffixes)
            File.Delete(_path + suffix);

        await _settings.WriteAsync(Setting(2), Entry(2), default);
        var second = await RecordAsync();

        Assert.Equal([second, first], await HeldAsync());
        Assert.Equal([second, first], HeldAfterACrash());
        Assert.Equal(2, (await _settings.ReadAsync(default))!.Version);
        Assert.All(new[] { "-wal", "-shm" }, suffix => Assert.True(File.Exists(_path + suffix), suffix));
    }

    [Theory]
    [InlineData("-wal")]
    [InlineData("-shm")]
    [InlineData("-wal", "-shm")]
    public async Task AppendAsync_FilesBesideDeletedAndMadeByAnotherProcess_LosesNothing(params string[] suffixes)
    {
        var first = await RecordAsync();
        await _settings.WriteAsync(Setting(1), Entry(1), default);
        foreach (var suffix in suffixes)
            File.Delete(_path + suffix);
        // What is left of one that was opened at this moment.
        foreach (var suffix in suffixes)
            File.Create(_path + suffix).Dispose();

        await _settings.WriteAsync(Setting(2), Entry(2), default);
        var second = await RecordAsync();

        Assert.Equal([second, first], await HeldAsync());
        Assert.Equal([second, first], HeldAfterACrash());
        Assert.Equal(2, (await _settings.ReadAsync(default))!.Version);
    }

    [Theory]
    [InlineData("-wal")]
    [InlineData("-shm")]
    public async Task Open_FileBesideDeletedSinceItWasLookedAfter_IsRefusedUntilTheNextWrite(string suffix)
    {
        var first = await RecordAsync();
        File.Delete(_path + suffix);

        Assert.Throws<StoreException>(() => _database.Open(SqliteSynchronous.Normal));
        var second = await RecordAsync();

        Assert.Equal([second, first], await HeldAsync());
        Assert.Equal([second, first], HeldAfterACrash());
    }

    [Fact]
    public async Task Look_FilesBesideDeleted_SavesWhatIsInThem()
    {
        var run = await RecordAsync();
        File.Delete(_path + "-wal");
        File.Delete(_path + "-shm");

        await _settings.LookAsync(default);

        Assert.Equal([run], HeldAfterACrash());
    }

    [Fact]
    public async Task Look_FileDeleted_SaysThatItsContentIsLost()
    {
        await RecordAsync();
        var before = await _settings.LookAsync(default);
        Assert.Equal(before, await _settings.LookAsync(default));
        File.Delete(_path);

        Assert.NotEqual(before, await _settings.LookAsync(default));
    }

    [Fact]
    public async Task AppendAsync_FilesBesideDeletedWhileARunIsRead_WaitsForTheReader()
    {
        await RecordAsync();
        var (reading, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var read = _database.Readers.ReadAsync(
            connection =>
            {
                using var command = connection.CreateCommand();
                command.CommandText = "SELECT count(*) FROM runs";
                using var reader = command.ExecuteReader();
                reader.Read();
                reading.SetResult();
                go.Task.Wait();
                return reader.GetInt32(0);
            },
            default
        );
        await reading.Task;
        File.Delete(_path + "-wal");

        var fault = await Assert.ThrowsAsync<StoreException>(RecordAsync);
        Assert.Contains("-wal", fault.Message, StringComparison.Ordinal);
        go.SetResult();
        Assert.Equal(1, await read);
        await RecordAsync();

        Assert.Equal(2, HeldAfterACrash().Count);
    }

    private async Task<Guid> RecordAsync()
    {
        var run = SampleRuns.Run(SampleRuns.Start.AddSeconds(_runs++));
        await _log.AppendAsync([run], default);
        return run.RunId;
    }

    private async Task<List<Guid>> HeldAsync() =>
        [.. (await _log.ReadAsync(new RunQuery(), default)).Items.Select(static run => run.RunId)];

    // What the next process would find: the files as they lie there now.
    private List<Guid> HeldAfterACrash()
    {
        var copy = Directory.CreateDirectory(_folder.File($"crashed-{Guid.NewGuid():N}")).FullName;
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(_path)!, "sidecar.db*"))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return Runs(Path.Combine(copy, "sidecar.db"));
    }

    private static List<Guid> Runs(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT run_id FROM runs ORDER BY run_id DESC";
        using var reader = command.ExecuteReader();
        var found = new List<Guid>();
        while (reader.Read())
            found.Add(new Guid(reader.GetFieldValue<byte[]>(0), bigEndian: true));
        return found;
    }

    private static StoredSettings Setting(long version) => new(10, false, 1, version, "anna", null, SampleRuns.Start);

    private static HistoryEntry Entry(long version) =>
        new()
        {
            At = SampleRuns.Start,
            Kind = "config",
            UpdatedBy = "anna",
            After = Setting(version),
        };
}
