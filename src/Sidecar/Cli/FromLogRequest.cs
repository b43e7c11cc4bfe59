using Shadow.Detection;
using Shadow.Reports;
using Sidecar.Configuration;

namespace Sidecar.Cli;

/// <summary>What <c>sidecar simulate --from-log</c> was asked for.</summary>
/// <param name="Period">Which runs.</param>
/// <param name="Inputs">Where the configuration comes from.</param>
/// <param name="Over">Puts the thresholds of the options over those of the configuration.</param>
/// <param name="Json">True: as JSON.</param>
internal sealed record FromLogRequest(ReportPeriod Period, ConfigurationInputs Inputs, Func<Thresholds, Thresholds> Over, bool Json);
