namespace Sidecar.Guard;

/// <summary>The answer to a change.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Snapshot">Applied: the state that the change made. Otherwise the state in force.</param>
/// <param name="Text">Where it was not applied: why, and what to do.</param>
internal sealed record ChangeResult(ChangeOutcome Outcome, GuardSnapshot Snapshot, string Text = "");
