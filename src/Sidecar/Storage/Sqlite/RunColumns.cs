namespace Sidecar.Storage.Sqlite;

/// <summary>The columns of a run, in the order in which they are written and read.</summary>
internal static class RunColumns
{
    /// <summary>Where v1's leg begins.</summary>
    public const int V1 = 24;

    /// <summary>Where v2's leg begins.</summary>
    public const int V2 = V1 + LegLength;

    /// <summary>Where it is said which legs are evidence.</summary>
    public const int Judge = V2 + LegLength;

    /// <summary>How many there are.</summary>
    public const int Count = Judge + 1;

    private const int LegLength = 15;

    /// <summary>All of them, separated by commas.</summary>
    public const string List = $"{Run}, {Diff}, {LegV1}, {LegV2}, judge";

    private const string Run =
        "run_id, at, method, path, sticky_key_hash, trace_id, status, assigned, selected, reason, outcome, agent, canary_pct, kill_switch, epoch";

    private const string Diff =
        "any_change, agent_changed, steps_changed, tools_changed, dry_run_changed, status_changed, steps_added, steps_removed, steps_moved";

    private const string LegV1 =
        "v1_role, v1_status, v1_failure, v1_inconclusive, v1_latency_us, v1_ttfb_us, v1_cost_micro, v1_quality_micro, v1_build, "
        + "v1_decided, v1_agent, v1_dry_run, v1_objective, v1_steps, v1_tools";

    private const string LegV2 =
        "v2_role, v2_status, v2_failure, v2_inconclusive, v2_latency_us, v2_ttfb_us, v2_cost_micro, v2_quality_micro, v2_build, "
        + "v2_decided, v2_agent, v2_dry_run, v2_objective, v2_steps, v2_tools";
}
