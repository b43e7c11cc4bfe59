namespace EndToEnd.Runbook;

public sealed class MetricMentionsTests
{
    private const string Metrics = """
        # TYPE planner_a_total counter
        planner_a_total{planner="v1",reason="default"} 3
        # TYPE planner_b_seconds histogram
        planner_b_seconds_sum{role="primary"} 1
        planner_b_seconds_count{role="primary"} 1
        planner_b_seconds_bucket{role="primary",le="+Inf"} 1
        # TYPE planner_c_total counter
        """;

    [Theory]
    [InlineData("`planner_a_total`, `planner_a_total{reason}`, planner_c_total and planner_meta")]
    [InlineData("sum(rate(planner_a_total{planner=\"v1\",reason=~\"x|y\"}[5m]))")]
    [InlineData("rate(planner_b_seconds_bucket{role=\"primary\"}[5m])")]
    public void Unknown_WhatIsThere_IsNone(string document) => Assert.Empty(MetricMentions.Unknown(document, Metrics));

    [Theory]
    [InlineData("planner_d_total", "there is no metric planner_d_total")]
    [InlineData("planner_a_total_bucket", "there is no metric planner_a_total_bucket")]
    [InlineData("planner_a_total{role}", "planner_a_total has no role=\"\"")]
    [InlineData("planner_a_total{planner=\"v3\"}", "planner_a_total has no planner=\"v3\"")]
    public void Unknown_WhatIsNotThere_IsNamed(string document, string fault) =>
        Assert.Equal([fault], MetricMentions.Unknown(document, Metrics));
}
