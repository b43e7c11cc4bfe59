using System.Text.Json.Nodes;

namespace EndToEnd.Harness;

/// <summary>Puts planners into their seats.</summary>
internal static class Seating
{
    /// <summary>A bed with this planner in the seat; the other planner is a proper one.</summary>
    public static Task<Bed> SeatAsync(this RawPlanner planner, Seat seat, params (string Key, JsonNode? Value)[] keys) =>
        Bed.StartAsync(settings =>
            settings with
            {
                V1 = seat == Seat.SelectedV1 ? planner.Address : settings.V1,
                V2 = seat == Seat.SelectedV1 ? settings.V2 : planner.Address,
                CanaryPct = seat == Seat.SelectedV2 ? 100 : 0,
                Keys = keys,
            }
        );

    /// <summary>A bed of two proper planners whose answers go to the agent as the seat says.</summary>
    public static Task<Bed> BedAsync(this Seat seat) =>
        Bed.StartAsync(settings => settings with { CanaryPct = seat == Seat.SelectedV2 ? 100 : 0 });

    /// <summary>The planner that sits there.</summary>
    public static FakePlanner In(this Bed bed, Seat seat) => seat == Seat.SelectedV1 ? bed.V1 : bed.V2;

    /// <summary>Whether the agent gets what is answered there.</summary>
    public static bool IsSelected(this Seat seat) => seat != Seat.ShadowV2;

    /// <summary>The labels of the leg.</summary>
    public static string Labels(this Seat seat) =>
        seat switch
        {
            Seat.SelectedV1 => "planner=\"v1\",role=\"primary\"",
            Seat.ShadowV2 => "planner=\"v2\",role=\"shadow\"",
            _ => "planner=\"v2\",role=\"primary\"",
        };

    /// <summary>A failure of the leg as /metrics counts it.</summary>
    public static double Errors(this MetricsReading metrics, Seat seat, string kind) =>
        metrics[$"planner_errors_total{{{seat.Labels()},kind=\"{kind}\"}}"];
}
