using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Sidecar.Configuration;
using Sidecar.Guard;
using Sidecar.Metrics;
using Sidecar.Storage;

namespace Sidecar.Tests.Guard;

/// <summary>A controller with all that it needs.</summary>
internal sealed class GuardBed : IDisposable
{
    public static readonly DateTimeOffset Start = new(2025, 10, 18, 12, 0, 0, TimeSpan.Zero);

    public GuardBed(SidecarOptions? options = null, FaultingSettingsStore? store = null)
    {
        Store = store ?? new FaultingSettingsStore();
        Options = new LiveOptions(options ?? new SidecarOptions());
        Controller = new GuardController(Store, Options, Metrics, Health, Time, NullLogger<GuardController>.Instance);
    }

    public FaultingSettingsStore Store { get; }

    public LiveOptions Options { get; }

    public SidecarMetrics Metrics { get; } = new();

    public HealthState Health { get; } = new();

    public FakeTimeProvider Time { get; } = new(Start);

    public GuardController Controller { get; }

    public GuardSnapshot Current => Controller.Current;

    /// <summary>A started controller over settings that are stored already.</summary>
    public static async Task<GuardBed> StartedAsync(double canaryPct = 0, bool kill = false, SidecarOptions? options = null)
    {
        var bed = new GuardBed(options);
        bed.Stored(canaryPct, kill);
        await bed.Controller.StartAsync(default);
        return bed;
    }

    /// <summary>Settings of an earlier life: version 5, epoch 2.</summary>
    public void Stored(double canaryPct, bool kill, bool shownKill = false)
    {
        var settings = new StoredSettings(canaryPct, kill, 2, 5, "anna", "before", Start.AddDays(-1));
        Store.Settings = settings;
        Store.Add(
            new HistoryEntry
            {
                At = settings.UpdatedAt,
                Kind = "config",
                UpdatedBy = "anna",
                After = settings with { KillSwitch = kill || shownKill },
            }
        );
    }

    public Task<ChangeResult> ChangeAsync(double? canaryPct = null, bool? kill = null, long? ifMatch = null) =>
        Controller.ChangeAsync(new ConfigChange(canaryPct, kill, "ben", "why"), ifMatch);

    public Task<ChangeResult> RollbackAsync() => Controller.RollbackAsync("bad", "ben", RollbackTrigger.Manual, [], """{"a":1}""");

    /// <summary>Moves the clock until something holds.</summary>
    public async Task AdvanceUntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!holds())
        {
            Assert.False(patience.IsCancellationRequested, "It never came to that.");
            Time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }
    }

    public async Task<T> AdvanceUntilDoneAsync<T>(Task<T> task)
    {
        await AdvanceUntilAsync(() => task.IsCompleted);
        return await task;
    }

    public void Dispose() => Controller.Dispose();
}
