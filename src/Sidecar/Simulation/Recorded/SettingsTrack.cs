using Sidecar.Guard;
using Sidecar.Storage;

namespace Sidecar.Simulation.Recorded;

/// <summary>The guard's state over a period, out of the history.</summary>
internal sealed class SettingsTrack
{
    private readonly HistoryEntry? _before;

    /// <summary>Begins.</summary>
    /// <param name="history">The history, oldest first.</param>
    /// <param name="since">Where the period begins.</param>
    public SettingsTrack(IReadOnlyList<HistoryEntry> history, DateTimeOffset since)
    {
        _before = history.LastOrDefault(entry => entry.At < since);
        Changes = [.. history.Where(entry => entry.At >= since)];
        var first = _before?.After ?? (Changes is [var change, ..] ? change.Before ?? change.After : null);
        Current = first is null ? Unknown : State(first);
    }

    /// <summary>The changes of the period, oldest first.</summary>
    public IReadOnlyList<HistoryEntry> Changes { get; }

    /// <summary>The state in force.</summary>
    public GuardSnapshot Current { get; private set; }

    // Without a history v2 is taken to get traffic: its runs were recorded.
    private static GuardSnapshot Unknown =>
        State(new StoredSettings(100, KillSwitch: false, Epoch: 1, Version: 1, "unknown", null, DateTimeOffset.UnixEpoch));

    /// <summary>A change takes effect.</summary>
    public void Put(HistoryEntry entry) => Current = State(entry.After);

    /// <summary>A run shows that an epoch has begun which the history does not hold yet.</summary>
    public void Follow(int epoch) => Current = Current with { Epoch = epoch, KillSwitch = false, CanaryPct = 100 };

    /// <summary>Whether an epoch began before the period, as far as the history tells.</summary>
    public bool BegunBefore(int epoch) => epoch <= _before?.After.Epoch;

    private static GuardSnapshot State(StoredSettings settings) => SnapshotRules.From(settings, killFile: false, asked: null);
}
