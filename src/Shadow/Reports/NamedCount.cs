namespace Shadow.Reports;

/// <summary>Runs of a kind.</summary>
/// <param name="Name">The kind's name in the contract.</param>
/// <param name="Runs">How many.</param>
/// <param name="SharePct">Of all runs, percent.</param>
public sealed record NamedCount(string Name, long Runs, double? SharePct);
