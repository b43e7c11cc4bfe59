using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Sidecar.Configuration;
using Sidecar.Guard;
using Sidecar.Storage;
using Sidecar.Storage.Sqlite;
using Sidecar.Tests.Fakes;
using Testing;

namespace Sidecar.Tests.Storage;

public sealed class StoreOwnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SteppingTimeProvider _time = new(SampleRuns.Start);
    private readonly HealthState _health = new();
    private readonly List<StoreOwner> _owners = [];
    private readonly string _path;

    public StoreOwnerTests() => _path = _folder.File("data/sidecar.db");

    public void Dispose()
    {
        foreach (var owner in _owners)
            owner.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Start_OwnedByAnother_IsRefusedWithOneSentence()
    {
        await StartAsync(_path);

        var fault = await Assert.ThrowsAsync<StartFaultException>(() => StartAsync(_path));

        Assert.Equal(
            $"The store '{_path}' is in use by another sidecar, process {Environment.ProcessId} on {Environment.MachineName} since "
                + "2025-10-13T08:00:00Z. Two would overwrite each other's settings and mix their evidence: stop that one, or give this one a "
                + "store of its own in Storage:ConnectionString.",
            fault.Message
        );
    }

    [Fact]
    public async Task Start_OwnedByAnotherByAnotherName_IsRefused()
    {
        await StartAsync(_path);
        Directory.CreateSymbolicLink(_folder.File("folder"), Path.GetDirectoryName(_path)!);
        File.CreateSymbolicLink(_folder.File("linked.db"), _folder.File("folder/sidecar.db"));

        foreach (
            var name in new[]
            {
                _folder.File("folder/sidecar.db"),
                _folder.File("linked.db"),
                Path.GetRelativePath(Environment.CurrentDirectory, _path),
                "file:" + _path,
                $"file://{_path}?cache=private",
            }
        )
            await Assert.ThrowsAsync<StartFaultException>(() => StartAsync(name));
    }

    [Fact]
    public async Task Start_FileOfMoreThanOneName_IsSaidUntilItHasOne()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        await File.WriteAllTextAsync(_path, "");
        Assert.Equal(0, Link(_path, _folder.File("other.db")));
        var owner = await StartAsync(_path);
        Assert.Equal(
            $"A second sidecar on the store '{_path}' would not be noticed: its file has 2 names (hard links). Remove the other names.",
            Assert.Single(_health.Causes).Value
        );

        File.Delete(_folder.File("other.db"));
        owner.TryAgain();

        Assert.True(_health.Healthy);
    }

    [Fact]
    public async Task Start_AnotherStoreInTheSameFolder_IsNoneOfItsBusiness()
    {
        await StartAsync(_path);
        await StartAsync(_folder.File("data/other.db"));

        Assert.True(_health.Healthy);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 elsewhere 2025-10-13T08:00:00Z\n")]
    [InlineData("no words that anyone wrote, and more of them than there should be\n")]
    public async Task Start_FileThatWasLeftBehind_LocksNothing(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        await File.WriteAllTextAsync(_path + ".lock", text);

        var owner = await StartAsync(_path);
        owner.Dispose();

        Assert.Equal(
            $"{Environment.ProcessId} {Environment.MachineName} 2025-10-13T08:00:00Z\n",
            await File.ReadAllTextAsync(_path + ".lock")
        );
    }

    [Fact]
    public async Task Start_AfterTheOtherOneHasEnded_TakesTheStore()
    {
        (await StartAsync(_path)).Dispose();
        await StartAsync(_path);
    }

    [Fact]
    public async Task Start_FolderThatCannotBeMade_StartsAndSaysSoUntilItCan()
    {
        await File.WriteAllTextAsync(Path.GetDirectoryName(_path)!, "in the way");

        var owner = await StartAsync(_path);

        var sentence = Assert.Single(_health.Causes);
        Assert.Equal("store_unlocked", sentence.Key);
        Assert.Contains(_path, sentence.Value, StringComparison.Ordinal);
        Assert.Contains("Make the folder writable", sentence.Value, StringComparison.Ordinal);
        File.Delete(Path.GetDirectoryName(_path)!);
        owner.Keep();
        Assert.True(_health.Healthy);
        await Assert.ThrowsAsync<StartFaultException>(() => StartAsync(_path));
    }

    [Fact]
    public async Task Write_LockCanBeMadeByNow_TakesItThoughTheStoreWasOpenAllTheTime()
    {
        Directory.CreateDirectory(_path + ".lock");
        var owner = await StartAsync(_path);
        using var database = new SqliteDatabase($"Data Source={_path}", owner);
        using var log = new SqliteRunLog(database);
        await log.AppendAsync([SampleRuns.Run()], default);
        Assert.Equal(["store_unlocked"], _health.Causes.Keys);
        Directory.Delete(_path + ".lock");

        await log.AppendAsync([SampleRuns.Run()], default);

        Assert.True(_health.Healthy);
        await Assert.ThrowsAsync<StartFaultException>(() => StartAsync(_path));
    }

    [Fact]
    public async Task Read_OlderSchemaOfARunningSidecar_IsLeftAsItIs()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        await using (var connection = new SqliteConnection($"Data Source={_path};Pooling=False"))
        {
            await connection.OpenAsync();
            SchemaMigrator.Migrate(connection, [.. MigrationScripts.All.SkipLast(1)], _path);
        }

        var owner = await StartAsync(_path);
        using var database = new SqliteDatabase($"Data Source={_path}");
        using var log = new SqliteRunLog(database);

        var fault = await Assert.ThrowsAsync<StoreException>(() => log.ReadAsync(new RunQuery(), default));
        Assert.Contains("a sidecar is running on it", fault.Message, StringComparison.Ordinal);
        await using (var connection = new SqliteConnection($"Data Source={_path};Pooling=False"))
        {
            await connection.OpenAsync();
            Assert.Equal(MigrationScripts.All[^2].Version, SchemaMigrator.CheckKnown(connection, MigrationScripts.All, _path));
        }

        owner.Dispose();
        Assert.Empty((await log.ReadAsync(new RunQuery(), default)).Items);
    }

    [Fact]
    public async Task Keep_FolderDeleted_TakesTheLockAnew()
    {
        var owner = await StartAsync(_path);
        Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

        owner.Keep();
        owner.Keep();

        await Assert.ThrowsAsync<StartFaultException>(() => StartAsync(_path));
    }

    private async Task<StoreOwner> StartAsync(string path)
    {
        var owner = new StoreOwner($"Data Source={path}", _health, _time, NullLogger<StoreOwner>.Instance);
        _owners.Add(owner);
        await owner.StartAsync(default);
        return owner;
    }

    [DllImport("libc", EntryPoint = "link")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string file, [MarshalAs(UnmanagedType.LPUTF8Str)] string name);
}
