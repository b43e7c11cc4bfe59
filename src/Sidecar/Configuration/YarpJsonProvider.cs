namespace Sidecar.Configuration;

/// <summary>
/// Gives hosts and YARP the values of the last good configuration. It never reads the file by itself: YARP's stock reload takes over whatever
/// it finds, and a file that was deleted or cut in the middle would leave no route at all.
/// </summary>
internal sealed class YarpJsonProvider : ConfigurationProvider, IConfigurationSource
{
    /// <summary>Begins with the values that the start was checked with.</summary>
    public YarpJsonProvider(ConfigurationDraft draft) => Data = Copy(draft);

    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <summary>Puts checked values in force and tells everyone who listens; what a listener throws comes out of here.</summary>
    public void Swap(ConfigurationDraft draft)
    {
        // One write of a reference: a reader sees the old values or the new ones.
        Data = Copy(draft);
        OnReload();
    }

    private static Dictionary<string, string?> Copy(ConfigurationDraft draft) => new(draft.Data, StringComparer.OrdinalIgnoreCase);
}
