namespace Shadow.Reports;

/// <summary>The stretch of time that a report is about: from a moment up to another that is not part of it.</summary>
/// <param name="From">The first moment, UTC.</param>
/// <param name="Until">The first moment that is not part of it, UTC.</param>
public readonly record struct ReportPeriod(DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>The most days that a report may look back.</summary>
    public const int MaxDays = 366;

    /// <summary>The last moment of the period.</summary>
    public DateTimeOffset Last => Until.AddTicks(-1);

    /// <summary>The week that gives the report its name: that of the last day.</summary>
    public IsoWeek Week => IsoWeek.Of(Last);

    /// <summary>A whole week.</summary>
    public static ReportPeriod Of(IsoWeek week) => new(week.Start, week.End);

    /// <summary>The days before a moment.</summary>
    public static ReportPeriod Before(DateTimeOffset until, int days) =>
        new(until.ToUniversalTime().AddDays(-days), until.ToUniversalTime());
}
