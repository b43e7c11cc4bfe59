namespace Sidecar.Guard.Contracts;

/// <summary>The run whose leg tipped a judgement.</summary>
/// <param name="RunId">The run.</param>
/// <param name="EndedAt">When its leg ended, UTC.</param>
internal sealed record TippingRun(Guid RunId, DateTime EndedAt);
