using CsCheck;
using Shadow.Reports;
using Shadow.Runs;

namespace Shadow.Tests.Reports;

/// <summary>Rows of runs as a test needs them.</summary>
internal static class Rows
{
    public static readonly ReportPeriod Week = ReportPeriod.Of(new IsoWeek(2025, 42));

    /// <summary>A leg that brought a decision.</summary>
    public static ReportLeg Leg(string? agent = null, double latencyMs = 45.2, double? cost = 1.2, double? quality = 95) =>
        new()
        {
            Sent = true,
            Decided = true,
            LatencyMicros = (long)(latencyMs * 1000),
            CostMicros = (long?)(cost * 1_000_000),
            QualityMicros = (long?)(quality * 1_000_000),
            Agent = agent,
        };

    /// <summary>A leg that failed.</summary>
    public static ReportLeg Failed(LegFailure failure = LegFailure.Status5xx, double latencyMs = 9) =>
        Leg(latencyMs: latencyMs) with
        {
            Decided = false,
            Failure = failure,
        };

    /// <summary>A compared run.</summary>
    public static ReportRow Run(Planner selected = Planner.V1, DiffFlags? diff = DiffFlags.None) =>
        new()
        {
            Selected = selected,
            Reason = selected == Planner.V1 ? SelectionReason.Default : SelectionReason.Canary,
            Outcome = diff is null ? ShadowOutcome.ShadowError : ShadowOutcome.Compared,
            Diff = diff,
            V1 = Leg(),
            V2 = Leg(),
        };

    /// <summary>A compared run whose planners chose different agents.</summary>
    public static ReportRow Disagree(string? v1, string? v2, Planner selected = Planner.V1) =>
        Run(selected, DiffFlags.Agent) with
        {
            V1 = Leg(v1),
            V2 = Leg(v2),
        };

    public static WeeklyReport Report(
        IEnumerable<ReportRow> rows,
        ReportedRollbacks? rollbacks = null,
        ReportPeriod? period = null,
        Shadow.Detection.Thresholds? thresholds = null
    )
    {
        var builder = new ReportBuilder(thresholds ?? new Shadow.Detection.Thresholds());
        foreach (var row in rows)
            builder.Add(row);
        return builder.Build(period ?? Week, rollbacks ?? ReportedRollbacks.None);
    }

    /// <summary>Any row.</summary>
    public static Gen<ReportRow> Any { get; } =
        Gen.Select(
            Gen.Enum<Planner>(),
            Gen.Enum<SelectionReason>(),
            Gen.Enum<ShadowOutcome>(),
            Gen.Int[-1, 31],
            OneOf(null, "mail", "calendar", "search"),
            AnyLeg(),
            AnyLeg(),
            static (selected, reason, outcome, diff, objective, v1, v2) =>
                new ReportRow
                {
                    Selected = selected,
                    Reason = reason,
                    Outcome = outcome,
                    Diff = diff < 0 ? null : (DiffFlags)diff,
                    Objective = objective,
                    V1 = v1,
                    V2 = v2,
                }
        );

    private static Gen<ReportLeg> AnyLeg() =>
        Gen.Select(
            Gen.Bool.Array[3],
            Gen.Enum<LegFailure>(),
            Gen.Long[0, 60_000_000],
            Gen.Long[-1, 1_000_000_000_000_000],
            Gen.Long[-1, 100_000_000],
            OneOf(null, "a", "b", "c"),
            static (flags, failure, latency, cost, quality, agent) =>
                new ReportLeg
                {
                    Sent = flags[0],
                    Inconclusive = flags[1],
                    Decided = flags[2],
                    Failure = failure,
                    LatencyMicros = latency,
                    CostMicros = cost < 0 ? null : cost,
                    QualityMicros = quality < 0 ? null : quality,
                    Agent = agent,
                }
        );

    private static Gen<string?> OneOf(params string?[] names) => Gen.Int[0, names.Length - 1].Select(i => names[i]);
}
