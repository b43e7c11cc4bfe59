namespace Sidecar.Routing;

/// <summary>Where runs without a sticky key get their points, and the shadow sample its draws.</summary>
internal interface IRandomPoints
{
    /// <summary>A uniform number from 0 to <paramref name="bound"/> − 1.</summary>
    int Next(int bound);
}
