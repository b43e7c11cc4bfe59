namespace Sidecar.Demo.Story;

/// <summary>One thing that a step claims, and whether it held.</summary>
/// <param name="Held">True where it really is so.</param>
/// <param name="Claim">What is claimed.</param>
/// <param name="Instead">What was seen where it did not hold.</param>
internal sealed record StepCheck(bool Held, string Claim, string Instead);
