using Shadow.Decisions;
using Shadow.Runs;

namespace Sidecar.Tests.Fakes;

/// <summary>Runs as a test needs them: plausible, and complete but for what it says itself.</summary>
internal static class SampleRuns
{
    public static readonly DateTimeOffset Start = new(2025, 10, 13, 8, 0, 0, TimeSpan.Zero);

    public static RunRecord Run(DateTimeOffset? at = null, Planner selected = Planner.V1, string agent = "inbox_triage")
    {
        var time = at ?? Start;
        return new RunRecord
        {
            RunId = Guid.CreateVersion7(time),
            At = time,
            Method = "POST",
            Path = "/plan",
            Status = 200,
            Assigned = selected,
            Selected = selected,
            Reason = selected == Planner.V1 ? SelectionReason.Default : SelectionReason.Canary,
            Outcome = ShadowOutcome.ShadowError,
            CanaryPct = 15,
            KillSwitch = false,
            Epoch = 3,
            V1 = Leg(Planner.V1, selected, agent),
            V2 = Leg(Planner.V2, selected, agent),
        };
    }

    /// <summary>The same run, compared.</summary>
    public static RunRecord Compared(this RunRecord run, bool changed) =>
        run with
        {
            Outcome = ShadowOutcome.Compared,
            Diff = new DecisionDiff(false, changed, false, false, false, new StepsEdit(changed ? 1 : 0, 0, 0)),
        };

    private static LegRecord Leg(Planner planner, Planner selected, string agent) =>
        new()
        {
            Planner = planner,
            Role = planner == selected ? LegRole.Primary : LegRole.Shadow,
            Status = 200,
            LatencyMs = 45.2,
            TtfbMs = 40.125,
            Signals = new LegSignals(1.2, 95, "2025.10.1"),
            Decision = new Decision(agent, ["fetch", "rank"], ["mail"], false, null),
        };
}
