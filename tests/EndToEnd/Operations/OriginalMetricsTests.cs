using EndToEnd.Harness;

namespace EndToEnd.Operations;

/// <summary>The two metrics that dashboards of the first version look at, label by label.</summary>
public sealed class OriginalMetricsTests
{
    [Fact]
    public async Task Selection_DefaultCanaryAndKillSwitch_AreCountedByPlannerAndReason()
    {
        await using var bed = await Bed.StartAsync();
        await Traffic.SendAsync(bed.Sidecar.Address, 1, 3);
        await bed.Guard.PutAsync("""{"canary_pct":100}""");
        await Traffic.SendAsync(bed.Sidecar.Address, 1, 2);
        await bed.Guard.PutAsync("""{"kill_switch":true}""");
        await Traffic.SendAsync(bed.Sidecar.Address, 1, 1);

        var metrics = await bed.Guard.LedgerSettlesAsync(6);

        Assert.Equal(
            """
            planner_selection_total{planner="v1",reason="default"} 3
            planner_selection_total{planner="v1",reason="kill_switch"} 1
            planner_selection_total{planner="v2",reason="canary"} 2
            """,
            Sorted(metrics, "planner_selection_total")
        );
    }

    [Fact]
    public async Task Diff_SameAndOtherDecisions_AreCountedByAgentsAndChange()
    {
        await using var bed = await Bed.StartAsync();
        await Traffic.SendAsync(bed.Sidecar.Address, 1, 3);
        await bed.Guard.LedgerSettlesAsync(3);
        bed.V2.Answer = static (context, _) => context.AnswerJsonAsync(Plans.Priority);
        await Traffic.SendAsync(bed.Sidecar.Address, 1, 2);
        await bed.Guard.LedgerSettlesAsync(5);
        bed.V2.Answer = static (context, _) => context.AnswerJsonAsync(Plans.Of("inbox_triage"));
        await Traffic.SendAsync(bed.Sidecar.Address, 1, 1);

        var metrics = await bed.Guard.LedgerSettlesAsync(6);

        Assert.Equal(
            """
            planner_decision_diff_total{agent_v1="inbox_triage",agent_v2="inbox_triage",changed="False"} 3
            planner_decision_diff_total{agent_v1="inbox_triage",agent_v2="inbox_triage",changed="True"} 1
            planner_decision_diff_total{agent_v1="inbox_triage",agent_v2="priority",changed="True"} 2
            """,
            Sorted(metrics, "planner_decision_diff_total")
        );
    }

    private static string Sorted(MetricsReading metrics, string name) =>
        string.Join('\n', metrics.Show(name).Split('\n').Order(StringComparer.Ordinal));
}
