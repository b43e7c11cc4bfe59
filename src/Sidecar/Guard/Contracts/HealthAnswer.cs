namespace Sidecar.Guard.Contracts;

/// <summary>How the sidecar is.</summary>
/// <param name="Status"><c>healthy</c> or <c>degraded</c>.</param>
/// <param name="Causes">What is wrong, by code.</param>
internal sealed record HealthAnswer(string Status, IReadOnlyList<HealthCause> Causes);
