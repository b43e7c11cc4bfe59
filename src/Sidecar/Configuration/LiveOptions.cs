namespace Sidecar.Configuration;

/// <summary>The configuration in force: one immutable value that a good change of yarp.json replaces as a whole.</summary>
public sealed class LiveOptions(SidecarOptions initial)
{
    private volatile SidecarOptions _current = initial;

    /// <summary>Raised after the value was replaced, on the thread that replaced it.</summary>
    public event Action<SidecarOptions>? Changed;

    /// <summary>The value in force: one volatile read.</summary>
    public SidecarOptions Current => _current;

    /// <summary>Puts another value in force.</summary>
    public void Replace(SidecarOptions next)
    {
        _current = next;
        Changed?.Invoke(next);
    }
}
