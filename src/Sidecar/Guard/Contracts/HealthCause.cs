namespace Sidecar.Guard.Contracts;

/// <summary>Something that is wrong.</summary>
/// <param name="Code">Its code, for alerts.</param>
/// <param name="Detail">What is wrong and what to do.</param>
internal sealed record HealthCause(string Code, string Detail);
