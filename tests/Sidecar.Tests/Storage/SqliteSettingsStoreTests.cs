using Sidecar.Storage;
using Sidecar.Storage.Sqlite;
using Sidecar.Tests.Fakes;
using Testing;

namespace Sidecar.Tests.Storage;

public sealed class SqliteSettingsStoreTests : IDisposable
{
    private static readonly StoredSettings First = new(12.345, false, 1, 7, "ann", null, SampleRuns.Start);
    private static readonly StoredSettings Second = new(0, true, 2, 8, "guard", "quality \"fell\"", SampleRuns.Start.AddMinutes(1));

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteSettingsStore _store;

    public SqliteSettingsStoreTests()
    {
        _database = new SqliteDatabase($"Data Source={_folder.File("sidecar.db")}");
        _store = new SqliteSettingsStore(_database);
    }

    public void Dispose()
    {
        _store.Dispose();
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task ReadAsync_FirstStart_IsNull()
    {
        Assert.Null(await _store.ReadAsync(default));
        Assert.Empty(await _store.HistoryAsync(null, 100, default));
        Assert.Null(await _store.LastRollbackAsync(default));
    }

    [Fact]
    public async Task WriteAsync_Settings_AreThereForTheNextProcess()
    {
        await _store.WriteAsync(First, Entry(null, First), default);
        await _store.WriteAsync(Second, Entry(First, Second), default);

        using var database = new SqliteDatabase($"Data Source={_folder.File("sidecar.db")}");
        using var next = new SqliteSettingsStore(database);
        Assert.Equal(Second, await next.ReadAsync(default));
    }

    [Fact]
    public async Task HistoryAsync_Entries_AreAsTheyWereWrittenNewestFirst()
    {
        var first = Entry(null, First);
        var rollback = Entry(First, Second) with
        {
            Kind = "rollback",
            Trigger = "auto",
            Reason = "quality",
            Breaches = ["quality (V1: 95.0, V2: 82.0, drop: 13.0)", "cost (V2: 4.0¢ > 3.0¢)"],
            EvidenceJson = "{\"v2\":{\"samples\":30}}",
        };
        var id = await _store.WriteAsync(First, first, default);
        var next = await _store.WriteAsync(Second, rollback, default);

        var history = await _store.HistoryAsync(null, 100, default);

        Assert.True(next > id);
        Assert.Equal(2, history.Count);
        AssertEqual(rollback with { Id = next }, history[0]);
        AssertEqual(first with { Id = id }, history[1]);
    }

    [Fact]
    public async Task HistoryAsync_BeforeAndLimit_Page()
    {
        var ids = new List<long>();
        for (var i = 0; i < 5; i++)
            ids.Add(await _store.WriteAsync(First, Entry(null, First), default));

        var page = await _store.HistoryAsync(ids[4], 2, default);

        Assert.Equal([ids[3], ids[2]], page.Select(entry => entry.Id));
    }

    [Fact]
    public async Task LastRollbackAsync_SeveralEntries_IsTheNewestRollback()
    {
        await _store.WriteAsync(Second, Entry(null, Second) with { Kind = "rollback", Reason = "old" }, default);
        await _store.WriteAsync(Second, Entry(null, Second) with { Kind = "rollback", Reason = "new" }, default);
        await _store.WriteAsync(First, Entry(Second, First), default);

        Assert.Equal("new", (await _store.LastRollbackAsync(default))?.Reason);
    }

    [Fact]
    public async Task RevertAsync_LostWrite_LeavesNeitherEntryNorSettings()
    {
        await _store.WriteAsync(Second, Entry(null, Second), default);
        var lost = await _store.WriteAsync(First, Entry(Second, First), default);

        await _store.RevertAsync(lost, Second, default);

        Assert.Equal(Second, await _store.ReadAsync(default));
        Assert.DoesNotContain(await _store.HistoryAsync(null, 100, default), entry => entry.Id == lost);
        Assert.True(await _store.WriteAsync(First, Entry(Second, First), default) > lost, "an id is never given twice");
    }

    [Fact]
    public async Task WriteAsync_EntryThatCannotBeStored_ChangesNoSettings()
    {
        await _store.WriteAsync(First, Entry(null, First), default);

        await Assert.ThrowsAsync<StoreException>(() => _store.WriteAsync(Second, Entry(First, Second) with { UpdatedBy = null! }, default));

        Assert.Equal(First, await _store.ReadAsync(default));
    }

    [Fact]
    public async Task WriteAsync_BesideTheRunLog_BothAreWritten()
    {
        using var log = new SqliteRunLog(_database);
        var runs = Enumerable.Range(0, 40).Select(_ => SampleRuns.Run()).ToArray();

        await Task.WhenAll(
            Task.WhenAll(runs.Select(run => log.AppendAsync([run], default))),
            Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _store.WriteAsync(First, Entry(null, First), default)))
        );

        Assert.Equal(40, (await log.ReadAsync(new RunQuery(), default)).Items.Count);
        Assert.Equal(20, (await _store.HistoryAsync(null, 100, default)).Count);
    }

    private static HistoryEntry Entry(StoredSettings? before, StoredSettings after) =>
        new()
        {
            At = after.UpdatedAt,
            Kind = "config",
            UpdatedBy = after.UpdatedBy,
            Before = before,
            After = after,
        };

    private static void AssertEqual(HistoryEntry expected, HistoryEntry actual)
    {
        Assert.Equal(expected.Breaches, actual.Breaches);
        Assert.Equal(expected with { Breaches = [] }, actual with { Breaches = [] });
    }
}
