using EndToEnd.Harness;

namespace EndToEnd.Faults;

/// <summary>A store that may be read and not written.</summary>
public sealed class ReadOnlyStoreTests
{
    private static readonly Func<SidecarSettings, SidecarSettings> BoundByPermissions = static settings =>
        settings with
        {
            Launcher = Bound.Launcher,
        };

    [Fact]
    public async Task FileReadOnlyAtTheStart_SettingsAreReadAndRunsWait()
    {
        await using var store = await BrokenStore.StartAsync(BoundByPermissions);
        await store.RestartAsync(() =>
        {
            File.SetUnixFileMode(store.File, Bound.ReadOnlyFile);
        });
        var config = (await store.Guard.StatusAsync())["config"]!;
        Assert.Equal((50, false), ((double)config["canary_pct"]!, (bool)config["kill_switch"]!));

        await store.AssertBrokenAsync("is read-only");
        File.SetUnixFileMode(store.File, Bound.File);

        await store.AssertMendedAsync();
    }

    [Fact]
    public async Task FolderReadOnlyAtTheStart_KillSwitchIsOnAndEverythingWaits()
    {
        await using var store = await BrokenStore.StartAsync(BoundByPermissions);
        await store.RestartAsync(() =>
        {
            File.Delete(store.File + ".lock");
            File.SetUnixFileMode(store.Folder, Bound.ReadOnlyFolder);
        });
        try
        {
            await store.SaysAsync("settings_unreadable", "kill switch is on");
            await store.SaysAsync("store_unlocked", "Make the folder writable");
            await store.AssertBrokenAsync("folder", readable: false);
        }
        finally
        {
            File.SetUnixFileMode(store.Folder, Bound.Folder);
        }

        await store.AssertMendedAsync();
    }

    [Fact]
    public async Task FileSystemTurnsReadOnlyWhileRunning_RunsWait()
    {
        using var disk = await FailingDisk.BuildAsync();
        await using var store = await BrokenStore.StartAsync(disk.Under);

        disk.Fail(FailingDisk.ReadOnlyFileSystem);
        await store.AssertBrokenAsync("file system has not turned read-only");
        disk.Mend();

        await store.AssertMendedAsync();
    }

    [Fact]
    public async Task DiskFailsWhileRunning_RunsWait()
    {
        using var disk = await FailingDisk.BuildAsync();
        await using var store = await BrokenStore.StartAsync(disk.Under);

        disk.Fail(FailingDisk.InputOutput);
        await store.AssertBrokenAsync("check the disk");
        disk.Mend();

        await store.AssertMendedAsync();
    }
}
