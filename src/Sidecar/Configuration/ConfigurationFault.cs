namespace Sidecar.Configuration;

/// <summary>One thing that is wrong with the configuration.</summary>
/// <param name="Key">The key or the environment variable that has it.</param>
/// <param name="Problem">What is wrong, and what is allowed.</param>
public sealed record ConfigurationFault(string Key, string Problem)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Key}: {Problem}";
}
