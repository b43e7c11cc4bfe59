using Sidecar.Demo.Reading;
using Sidecar.Demo.Traffic;

namespace Sidecar.Tests.Demo;

public sealed class MetricsReadingTests
{
    [Fact]
    public void Parse_PrometheusText_SumsByLabel()
    {
        var metrics = MetricsReading.Parse(
            """
            # HELP planner_selection_total Runs, by "planner".
            # TYPE planner_selection_total counter
            planner_selection_total{planner="v1",reason="default"} 7
            planner_selection_total{planner="v2",reason="canary"} 2 1700000000000
            planner_selection_total{planner="v1",reason="kill_switch"} 1e1
            planner_shadow_total{outcome="compared"} 18
            planner_shadow_total{outcome="saturated"} 0
            planner_shadow_total{outcome="cut_over"} 1
            planner_decision_diff_total{agent_v1="a",agent_v2="b \"x\", y}",changed="True"} 3
            planner_decision_diff_total{agent_v1="a",agent_v2="a",changed="False"} 5
            planner_audit_dropped_total 0
            broken{label="
            broken
            """
        );
        Assert.Equal((17, 2, 19), (metrics.Selected("v1"), metrics.Selected("v2"), metrics.SelectedRuns));
        Assert.Equal((19, 18, 0), (metrics.LedgerRuns, metrics.Outcome("compared"), metrics.AuditDropped));
        Assert.Equal(["compared", "cut_over"], metrics.Ledger().Select(entry => entry.Key));
        var disagreement = Assert.Single(metrics.Disagreements());
        Assert.Equal((new AgentPair("a", "b \"x\", y}"), 3), (disagreement.Key, disagreement.Value));
    }
}
