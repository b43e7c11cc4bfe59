namespace Shadow.Decisions;

/// <summary>What a planner says of its own answer. Only values that passed their check are here; the others are null and were counted.</summary>
/// <param name="CostCents">Cents, 0 to 1,000,000,000.</param>
/// <param name="Quality">Points, 0 to 100.</param>
/// <param name="Build">At most 128 printable characters.</param>
public readonly record struct LegSignals(double? CostCents, double? Quality, string? Build);
