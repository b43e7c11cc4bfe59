using EndToEnd.Harness;

namespace EndToEnd.Faults;

/// <summary>A file that is no store, or no whole one.</summary>
public sealed class CorruptStoreTests
{
    [Fact]
    public async Task CorruptAtTheStart_KillSwitchIsOnUntilTheFileIsMovedAway()
    {
        await using var store = await BrokenStore.StartAsync();
        await store.RestartAsync(() =>
        {
            Corrupt(store, intact: 100);
        });

        await store.SaysAsync("settings_unreadable", "kill switch is on");
        await store.AssertBrokenAsync("is corrupt: stop the sidecar, then restore a backup or move the file away", readable: false);
        File.Move(store.File, store.File + ".corrupt");

        await store.AssertMendedAsync(whole: false);
    }

    [Fact]
    public async Task CorruptWhileRunning_RunsWaitUntilTheFileIsMovedAway()
    {
        // What is in its memory, SQLite does not read again: pages are destroyed that nobody has asked for yet.
        await using var store = await BrokenStore.StartAsync();
        await store.RestartAsync(static () => { }, () => Corrupt(store, intact: 4096));

        Assert.False((bool)(await store.Guard.StatusAsync())["config"]!["kill_switch"]!);
        await store.AssertBrokenAsync("is corrupt", readable: null);
        File.Move(store.File, store.File + ".corrupt");

        await store.AssertMendedAsync(whole: false);
    }

    [Fact]
    public async Task DirectoryInItsPlace_KillSwitchIsOnUntilItIsGone()
    {
        await using var store = await BrokenStore.StartAsync();
        await store.RestartAsync(() =>
        {
            File.Delete(store.File);
            Directory.CreateDirectory(store.File);
        });

        await store.SaysAsync("settings_unreadable", "kill switch is on");
        await store.AssertBrokenAsync("check that the path is a file", readable: false);
        Directory.Delete(store.File);

        await store.AssertMendedAsync(whole: false);
    }

    [Fact]
    public async Task EmptyFileAtTheStart_IsAFirstStart()
    {
        await using var bed = await Bed.StartAsync(static settings =>
        {
            var data = Directory.CreateDirectory(Path.Combine(settings.Folder!, "data"));
            File.WriteAllText(Path.Combine(data.FullName, "sidecar.db"), "");
            return settings with { CanaryPct = 100 };
        });

        Assert.Equal("v2", (await bed.PlanAsync())["X-Planner-Selected"]);
        Assert.Equal("start", (string?)(await bed.Guard.HistoryAsync())[^1]["kind"]);
        Assert.Empty(await bed.Guard.CausesAsync());
        await AuditFile.HoldsAsync(bed.Sidecar.Folder, 1);
    }

    private static void Corrupt(BrokenStore store, int intact)
    {
        using var file = new FileStream(store.File, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Position = intact;
        file.Write(Enumerable.Repeat((byte)0xA5, (int)file.Length - intact).ToArray());
    }
}
