using Shadow.Reports;

namespace Sidecar.Cli;

/// <summary>What <c>sidecar rollup</c> was asked for.</summary>
/// <param name="Folder">Where the report is written.</param>
/// <param name="Period">What it is about.</param>
/// <param name="Json">True: in JSON too.</param>
internal sealed record RollupRequest(string Folder, ReportPeriod Period, bool Json);
