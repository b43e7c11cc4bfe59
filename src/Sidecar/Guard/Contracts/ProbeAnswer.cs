namespace Sidecar.Guard.Contracts;

/// <summary>What an orchestrator asks.</summary>
/// <param name="Status"><c>live</c>, <c>ready</c> or <c>not_ready</c>.</param>
internal sealed record ProbeAnswer(string Status);
