namespace Shadow.Reports;

/// <summary>The rollbacks of the period.</summary>
/// <param name="Automatic">How many the guard did.</param>
/// <param name="Manual">How many an operator did.</param>
/// <param name="Newest">The newest of them, newest first.</param>
public sealed record ReportedRollbacks(long Automatic, long Manual, IReadOnlyList<ReportedRollback> Newest)
{
    /// <summary>Rollbacks that a report shows.</summary>
    public const int MaxShown = 50;

    /// <summary>No rollback.</summary>
    public static ReportedRollbacks None { get; } = new(0, 0, []);

    /// <summary>All of them.</summary>
    public long Count => Automatic + Manual;
}
