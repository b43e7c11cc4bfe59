using Microsoft.Data.Sqlite;

namespace EndToEnd.Faults;

/// <summary>Another process holds the store's write lock: for 5 s, at full length for 60 s.</summary>
public sealed class LockedStoreTests
{
    [Fact]
    public async Task LockedByAnotherProcess_RunsWaitAndAreWrittenAfterwards()
    {
        await using var store = await BrokenStore.StartAsync();
        await using var connection = new SqliteConnection($"Data Source={store.File};Pooling=False");
        await connection.OpenAsync();
        await using (connection.BeginTransaction(deferred: false))
        {
            var locked = TimeProvider.System.GetTimestamp();
            await store.AssertBrokenAsync("is locked by another process");
            // The fault itself lasts so long.
            var rest = TimeSpan.FromSeconds(FullRun.Of(5, 60)) - TimeProvider.System.GetElapsedTime(locked);
            if (rest > TimeSpan.Zero)
                await Task.Delay(rest, TimeProvider.System);
        }

        await store.AssertMendedAsync();
    }
}
