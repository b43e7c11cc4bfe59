namespace Sidecar.Hosting;

/// <summary>Whether the sidecar is still starting.</summary>
internal sealed class StartPhase
{
    private volatile bool _over;

    /// <summary>True once it is started.</summary>
    public bool Over
    {
        get => _over;
        set => _over = value;
    }
}
