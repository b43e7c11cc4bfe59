namespace Sidecar.Guard.Contracts;

/// <summary>What became of late qualities.</summary>
/// <param name="Accepted">Lines that were taken.</param>
/// <param name="Refused">Lines that were not.</param>
/// <param name="Refusals">The first of the refused ones, with why.</param>
internal sealed record QualityAnswer(long Accepted, long Refused, IReadOnlyList<LineRefusal> Refusals);
