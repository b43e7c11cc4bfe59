using Sidecar.Storage;

namespace Sidecar.Guard;

/// <summary>Moves what was changed while the settings were unread behind what turned out to be stored, so that versions and epochs go on.</summary>
internal sealed class SettingsRebase(StoredSettings? stored)
{
    private readonly long _versions = stored?.Version ?? 0;
    private readonly int _epochs = stored is null ? 0 : stored.Epoch - 1;
    private bool _first = true;

    /// <summary>Moves the state in force.</summary>
    public GuardSnapshot Apply(GuardSnapshot snapshot) =>
        snapshot with
        {
            Version = snapshot.Version + _versions,
            Epoch = snapshot.Epoch + _epochs,
        };

    /// <summary>Moves a change that waits. What the first one replaces is what was stored.</summary>
    public void Apply(PendingWrite write)
    {
        if (write.Settings is { } settings)
            write.Settings = Apply(settings);
        if (write.Entry is { } entry)
            write.Entry = entry with
            {
                Before =
                    _first ? stored
                    : entry.Before is { } before ? Apply(before)
                    : null,
                After = Apply(entry.After),
            };
        _first = false;
    }

    private StoredSettings Apply(StoredSettings settings) =>
        settings with
        {
            Version = settings.Version + _versions,
            Epoch = settings.Epoch + _epochs,
        };
}
