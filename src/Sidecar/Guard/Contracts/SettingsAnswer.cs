using Sidecar.Storage;

namespace Sidecar.Guard.Contracts;

/// <summary>The settings before or after a change.</summary>
internal sealed record SettingsAnswer(double CanaryPct, bool KillSwitch, int Epoch, long Version)
{
    public static SettingsAnswer From(StoredSettings settings) =>
        new(settings.CanaryPct, settings.KillSwitch, settings.Epoch, settings.Version);
}
