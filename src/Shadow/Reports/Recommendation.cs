namespace Shadow.Reports;

/// <summary>Something that follows from the figures.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Warning">False where all is well.</param>
/// <param name="Text">What to do, and the figures it follows from.</param>
public sealed record Recommendation(string Rule, bool Warning, string Text);
