using System.Diagnostics;

namespace EndToEnd.Faults;

/// <summary>No room is left where the store is.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task DiskFullWhileRunning_RunsWaitAndAreWrittenOnceThereIsRoom()
    {
        await using var disk = await SmallDisk.MakeAsync();
        await using var store = await BrokenStore.StartAsync(disk.Under);

        disk.Fill();
        await store.AssertBrokenAsync("is full: free space");
        disk.Free();

        await store.AssertMendedAsync();
    }

    [Fact]
    public async Task DiskFullAtTheStart_KillSwitchIsOnAndEverythingWaits()
    {
        await using var disk = await SmallDisk.MakeAsync();
        await using var store = await BrokenStore.StartAsync(disk.Under);
        await store.RestartAsync(() =>
        {
            disk.Fill();
        });

        // A store in WAL mode cannot even be read where there is no room for the index beside it.
        await store.SaysAsync("settings_unreadable", "kill switch is on");
        await store.AssertBrokenAsync("'", readable: false);
        disk.Free();

        await store.AssertMendedAsync();
    }

    [Fact]
    public async Task FileMayNotGrowAnyMore_RunsWaitAndTheProcessLives()
    {
        // As LimitFSIZE= of systemd does it. The system's signal for it ends a process that does not expect it.
        await using var store = await BrokenStore.StartAsync();

        await LimitFilesAsync(store, "4096:unlimited");
        await store.AssertBrokenAsync("check the disk");
        await LimitFilesAsync(store, "unlimited:unlimited");

        await store.AssertMendedAsync();
    }

    private static async Task LimitFilesAsync(BrokenStore store, string limits)
    {
        using var limit = Process.Start("prlimit", ["--pid", $"{store.Bed.Sidecar.Id}", $"--fsize={limits}"]);
        await limit.WaitForExitAsync();
        Assert.Equal(0, limit.ExitCode);
    }
}
