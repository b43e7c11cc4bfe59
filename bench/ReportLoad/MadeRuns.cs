using Shadow.Decisions;
using Shadow.Reports;
using Shadow.Runs;

namespace ReportLoad;

/// <summary>Runs as planners make them: mostly compared, a few failures, plans of five steps. The same ones every time.</summary>
internal sealed class MadeRuns(int count)
{
    private const int CanaryPct = 20;

    private static readonly string[] Agents = ["inbox_triage", "inbox_priority", "knowledge_update", "knowledge_validate", "calendar_plan"];

    private readonly Random _random = new(42);
    private readonly DateTimeOffset _start = new IsoWeek(2025, 42).Start;
    private readonly TimeSpan _step = TimeSpan.FromDays(7) / count;

    /// <summary>The run of a number.</summary>
    public RunRecord Run(int number)
    {
        var at = _start + number * _step;
        var assigned = _random.Next(100) < CanaryPct ? Planner.V2 : Planner.V1;
        var failed = _random.Next(100) == 0;
        var agent = Agents[_random.Next(Agents.Length)];
        var other = _random.Next(100) < 18 ? Agents[_random.Next(Agents.Length)] : agent;
        var (v1, v2) = (Leg(Planner.V1, assigned, agent, false), Leg(Planner.V2, assigned, other, failed));
        return new RunRecord
        {
            RunId = Guid.CreateVersion7(at),
            At = at,
            Method = "POST",
            Path = "/plan",
            TraceId = Guid.NewGuid().ToString("N"),
            Status = 200,
            Assigned = assigned,
            Selected = failed ? Planner.V1 : assigned,
            Reason =
                assigned == Planner.V1 ? SelectionReason.Default
                : failed ? SelectionReason.Failover
                : SelectionReason.Canary,
            Outcome =
                !failed ? ShadowOutcome.Compared
                : assigned == Planner.V2 ? ShadowOutcome.PrimaryError
                : ShadowOutcome.ShadowError,
            V1 = v1,
            V2 = v2,
            Diff = failed ? null : DecisionComparer.Compare(v1.Decision!, v2.Decision!, 200, 200),
            CanaryPct = CanaryPct,
            KillSwitch = false,
            Epoch = 1,
        };
    }

    private LegRecord Leg(Planner planner, Planner assigned, string agent, bool failed) =>
        new()
        {
            Planner = planner,
            Role = planner == assigned ? LegRole.Primary : LegRole.Shadow,
            Status = failed ? 500 : 200,
            Failure = failed ? LegFailure.Status5xx : LegFailure.None,
            LatencyMs = 20 - 60 * Math.Log(1 - _random.NextDouble()),
            TtfbMs = 15,
            Signals = new LegSignals(_random.NextDouble() * 3, _random.Next(80, 101), "2025.10.1"),
            Decision = failed
                ? null
                : new Decision(
                    agent,
                    ["fetch_messages", "classify_intent", "rank_by_priority", "draft_reply", "notify_user"],
                    ["mail", "search", "calendar"],
                    false,
                    $"objective_{_random.Next(12)}"
                ),
        };
}
