namespace Sidecar.Guard.Contracts;

/// <summary>Kept with the history's entry of an epoch that a build began.</summary>
/// <param name="Build">v2's new build.</param>
/// <param name="Previous">The one before.</param>
internal sealed record BuildChange(string Build, string? Previous);
