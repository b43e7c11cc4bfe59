namespace Shadow.Reports;

/// <summary>A rollback of the period.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Automatic">True where the guard did it.</param>
/// <param name="UpdatedBy">Who did it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Breaches">What was breached.</param>
public sealed record ReportedRollback(DateTimeOffset At, bool Automatic, string UpdatedBy, string? Reason, IReadOnlyList<string> Breaches);
