using Microsoft.Extensions.Logging.Abstractions;
using Sidecar.Configuration;
using Sidecar.Guard;

namespace Sidecar.Tests.Guard;

public sealed class KillFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("guard-");

    private string KillFile => Path.Combine(_folder.FullName, "kill");

    private SidecarOptions Options => new() { Guard = new GuardOptions { KillFile = KillFile } };

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Look_FileComesAndGoes_HoldsTheSwitch()
    {
        using var bed = await GuardBed.StartedAsync(40, options: Options);
        using var watcher = Watcher(bed);

        await File.WriteAllTextAsync(KillFile, "");
        await watcher.LookAsync();
        Assert.True(bed.Current.KillSwitch);
        Assert.Equal((0.0, 40.0, 2), (bed.Current.EffectivePct, bed.Current.CanaryPct, bed.Current.Epoch));
        await bed.Controller.FlushAsync(default);
        Assert.False(bed.Store.Settings!.KillSwitch);
        Assert.Equal(("config", "kill_file", true), Last(bed));

        File.Delete(KillFile);
        await watcher.LookAsync();
        Assert.Equal((40.0, 3), (bed.Current.EffectivePct, bed.Current.Epoch));
        Assert.Equal(("config", "kill_file", false), Last(bed));
        await watcher.LookAsync();
        Assert.Equal(3, bed.Store.History.Count);
    }

    [Fact]
    public async Task Look_FileCannotBeLookedFor_HoldsTheSwitchUntilItIsKnownToBeGone()
    {
        var share = Path.Combine(_folder.FullName, "share");
        var options = new SidecarOptions { Guard = new GuardOptions { KillFile = Path.Combine(share, "kill") } };
        File.CreateSymbolicLink(share, _folder.FullName);
        await File.WriteAllTextAsync(KillFile, "");
        using var bed = await GuardBed.StartedAsync(40, options: options);
        using var watcher = Watcher(bed);

        // A link to itself: whatever is asked for beyond it, the answer is an error, and not that there is none.
        File.Delete(share);
        File.CreateSymbolicLink(share, share);
        await watcher.LookAsync();
        Assert.True(bed.Current.KillSwitch);
        await bed.Controller.FlushAsync(default);
        using var next = new GuardBed(options, bed.Store);
        await next.Controller.StartAsync(default);
        Assert.True(next.Current.KillSwitch);

        File.Delete(share);
        await watcher.LookAsync();
        Assert.False(bed.Current.KillSwitch);
    }

    [Fact]
    public async Task Execute_FileComes_IsSeenWithinAPeriod()
    {
        using var bed = await GuardBed.StartedAsync(40, options: Options);
        using var watcher = Watcher(bed);
        await watcher.StartAsync(default);

        await File.WriteAllTextAsync(KillFile, "");
        await bed.AdvanceUntilAsync(() => bed.Current.KillSwitch);

        await watcher.StopAsync(default);
        Assert.True(bed.Current.KillFile);
    }

    [Fact]
    public async Task Start_FileIsThere_ClosesV2BeforeAnyRun()
    {
        await File.WriteAllTextAsync(KillFile, "");
        using var bed = await GuardBed.StartedAsync(40, options: Options);

        Assert.Equal(0, bed.Current.EffectivePct);
        Assert.Equal("kill_file", bed.Current.UpdatedBy);
    }

    [Fact]
    public async Task Start_FileWentWhileStopped_BeginsAnEpoch()
    {
        using var bed = new GuardBed(Options);
        bed.Stored(40, kill: false, shownKill: true);

        await bed.Controller.StartAsync(default);

        Assert.Equal((40.0, 3, "kill_file"), (bed.Current.EffectivePct, bed.Current.Epoch, bed.Current.UpdatedBy));
    }

    [Fact]
    public async Task Change_KillSwitchOffWhileTheFileIsThere_IsRefusedByName()
    {
        await File.WriteAllTextAsync(KillFile, "");
        using var bed = await GuardBed.StartedAsync(40, options: Options);

        var result = await bed.ChangeAsync(kill: false);

        Assert.Equal(ChangeOutcome.Conflict, result.Outcome);
        Assert.Contains(KillFile, result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_FileGoesWhileTheStoreFails_KeepsTheSwitchUntilItIsStored()
    {
        await File.WriteAllTextAsync(KillFile, "");
        using var bed = await GuardBed.StartedAsync(40, options: Options);
        using var watcher = Watcher(bed);
        await bed.Controller.FlushAsync(default);
        bed.Store.Fault = "disk full";
        File.Delete(KillFile);

        await watcher.LookAsync();
        Assert.Equal(0, bed.Current.EffectivePct);
        bed.Store.Fault = null;
        await watcher.LookAsync();

        Assert.Equal(40, bed.Current.EffectivePct);
    }

    private static KillFileWatcher Watcher(GuardBed bed) =>
        new(bed.Controller, bed.Options, bed.Time, NullLogger<KillFileWatcher>.Instance);

    private static (string Kind, string By, bool Kill) Last(GuardBed bed)
    {
        var entry = bed.Store.History[^1];
        return (entry.Kind, entry.UpdatedBy, entry.After.KillSwitch);
    }
}
