using Shadow.Detection;
using static Sidecar.Simulation.Output.Page;

namespace Sidecar.Simulation.Output;

/// <summary>Both planners' statistics as a table.</summary>
internal static class StatisticsText
{
    public static void Write(Page page, EvidenceStatistics statistics)
    {
        page.Line(Of($"  {"", -12}{"legs", 6}{"quality", 10}{"p50 ms", 9}{"p95 ms", 9}{"cost ¢", 9}{"errors %", 10}"));
        Row(page, "v1 " + statistics.V1.Source, statistics.V1);
        Row(page, "v2", statistics.V2);
        Row(page, "v2 shadow", statistics.V2Shadow);
    }

    private static void Row(Page page, string name, LegStatistics legs)
    {
        var latency = Of($"{Figure(legs.LatencyP50Ms, "0"), 9}{Figure(legs.LatencyP95Ms, "0"), 9}");
        var worth = Of($"{Figure(legs.CostMeanCents, "0.00"), 9}{Figure(legs.ErrorRatePct, "0.0"), 10}");
        page.Line(Of($"  {name, -12}{legs.Samples, 6}{Figure(legs.QualityMean, "0.0"), 10}{latency}{worth}"));
    }

    private static string Figure(double? value, string format) =>
        value?.ToString(format, System.Globalization.CultureInfo.InvariantCulture) ?? "-";
}
