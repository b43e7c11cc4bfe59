namespace Sidecar.Routing;

/// <summary>Points of the process's own generator, which is thread-safe and never locks.</summary>
internal sealed class SharedRandomPoints : IRandomPoints
{
    /// <inheritdoc/>
    public int Next(int bound) => Random.Shared.Next(bound);
}
