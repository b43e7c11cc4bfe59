namespace Shadow.Reports;

/// <summary>A rule that may have something to say of a report.</summary>
/// <param name="Id">Its id, which never changes its meaning.</param>
/// <param name="Warning">Whether it warns.</param>
/// <param name="Text">What it says; null where its condition does not hold.</param>
internal sealed record RecommendationRule(string Id, bool Warning, Func<WeeklyReport, string?> Text);
