using System.Text.Json.Nodes;
using EndToEnd.Harness;

namespace EndToEnd.PlannerFaults;

/// <summary>What is left once a fault is over.</summary>
internal static class Aftermath
{
    /// <summary>
    /// Waits until so many runs are in the ledger, each once, and written, and sees that nothing of them is still open. Answers the metrics.
    /// </summary>
    public static async Task<MetricsReading> SettlesAsync(this Bed bed, int runs)
    {
        await bed.Guard.LedgerSettlesAsync(runs);
        await AuditFile.HoldsAsync(bed.Sidecar.Folder, bed.RecordedBefore + runs);
        var metrics = await Patience.UntilAsync(
            bed.Guard.MetricsAsync,
            static metrics => (metrics["planner_shadow_inflight"], metrics["planner_audit_queue"]) == (0, 0),
            static metrics => $"nothing open, nothing waits\n{metrics.Show("planner_")}"
        );
        Assert.Equal(0, metrics["planner_audit_dropped_total"]);
        return metrics;
    }

    /// <summary>
    /// A deadline that a leg in this seat runs into soon, and a proper planner does not: v1 as a spare has the one that v2 has.
    /// </summary>
    public static (string Key, JsonNode? Value) Deadline(this Seat seat) =>
        seat switch
        {
            Seat.ShadowV2 => ("Shadow:TimeoutSeconds", 0.5),
            Seat.SelectedV1 => ("Planner:FirstByteSeconds", 0.5),
            _ => ("Planner:FirstByteSeconds", 2),
        };

    /// <summary>The planner in the seat is charged with one failure of these kinds, and nobody with anything else.</summary>
    public static void IsChargedAlone(this MetricsReading metrics, Seat seat, params string[] kinds)
    {
        Assert.Equal(kinds.Length == 0 ? 0 : 1, kinds.Sum(kind => metrics.Errors(seat, kind)));
        Assert.Equal(metrics.Show("planner_errors_total").Length == 0 ? 0 : 1, metrics.Sum("planner_errors_total"));
    }
}
