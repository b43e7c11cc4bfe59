namespace EndToEnd.Runbook;

/// <summary>What came of a step.</summary>
/// <param name="Status">The HTTP status of its last request; null where it made none.</param>
/// <param name="Output">What it printed, both streams.</param>
internal sealed record StepResult(int? Status, string Output);
