using System.Text;
using Sidecar.Metrics;

namespace Sidecar.Tests.Metrics;

public sealed class FirstScrapeTests
{
    // increase() sees no first event in a series that begins with it: what alerts look at has to be there from the start, at 0.
    [Theory]
    [InlineData("planner_config_reload_total{result=\"refused\"} 0")]
    [InlineData("planner_config_reload_total{result=\"applied\"} 0")]
    [InlineData("planner_failover_total{result=\"failed\"} 0")]
    [InlineData("planner_failover_total{result=\"body_not_captured\"} 0")]
    [InlineData("planner_rollback_total{trigger=\"auto\"} 0")]
    [InlineData("planner_guard_evaluations_total{verdict=\"regression\"} 0")]
    [InlineData("planner_audit_dropped_total 0")]
    public async Task Export_NothingHappened_HasTheSeriesThatAlertsLookAt(string line)
    {
        using var text = new MemoryStream();
        await new SidecarMetrics().Registry.CollectAndExportAsTextAsync(text);

        Assert.Contains(line, Encoding.UTF8.GetString(text.ToArray()).Split('\n'));
    }
}
