namespace Shadow.Runs;

/// <summary>The contract's spelling of the enumerations: in labels, headers, records and JSON.</summary>
public static class ContractNames
{
    /// <summary><c>v1</c> or <c>v2</c>.</summary>
    public static string Name(this Planner planner) => planner == Planner.V1 ? "v1" : "v2";

    /// <summary>The other planner.</summary>
    public static Planner Other(this Planner planner) => planner == Planner.V1 ? Planner.V2 : Planner.V1;

    /// <summary><c>primary</c> or <c>shadow</c>.</summary>
    public static string Name(this LegRole role) => role == LegRole.Primary ? "primary" : "shadow";

    /// <summary>The reason's name, e.g. <c>kill_switch</c>.</summary>
    public static string Name(this SelectionReason reason) =>
        reason switch
        {
            SelectionReason.KillSwitch => "kill_switch",
            SelectionReason.Override => "override",
            SelectionReason.Canary => "canary",
            SelectionReason.Default => "default",
            SelectionReason.Failover => "failover",
            SelectionReason.Hedge => "hedge",
            SelectionReason.Cutover => "cutover",
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
        };

    /// <summary>The outcome's name, e.g. <c>body_too_large</c>.</summary>
    public static string Name(this ShadowOutcome outcome) =>
        outcome switch
        {
            ShadowOutcome.Route => "route",
            ShadowOutcome.Upgrade => "upgrade",
            ShadowOutcome.Disabled => "disabled",
            ShadowOutcome.NotSampled => "not_sampled",
            ShadowOutcome.BodyTooLarge => "body_too_large",
            ShadowOutcome.Saturated => "saturated",
            ShadowOutcome.Memory => "memory",
            ShadowOutcome.RequestAborted => "request_aborted",
            ShadowOutcome.RequestIncomplete => "request_incomplete",
            ShadowOutcome.CutOver => "cut_over",
            ShadowOutcome.Hedged => "hedged",
            ShadowOutcome.PrimaryError => "primary_error",
            ShadowOutcome.ShadowTimeout => "shadow_timeout",
            ShadowOutcome.ShadowError => "shadow_error",
            ShadowOutcome.ResponseTooLarge => "response_too_large",
            ShadowOutcome.NotAPlan => "not_a_plan",
            ShadowOutcome.Compared => "compared",
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
        };

    /// <summary>The failure's name as the <c>kind</c> label has it, e.g. <c>http_5xx</c>; <c>none</c> where nothing failed.</summary>
    public static string Name(this LegFailure failure) =>
        failure switch
        {
            LegFailure.None => "none",
            LegFailure.Connect => "connect",
            LegFailure.Timeout => "timeout",
            LegFailure.Reset => "reset",
            LegFailure.Truncated => "truncated",
            LegFailure.Status5xx => "http_5xx",
            LegFailure.Status429 => "http_429",
            LegFailure.Status4xx => "http_4xx",
            LegFailure.Unreadable => "unreadable",
            _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, null),
        };
}
