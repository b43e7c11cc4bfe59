using EndToEnd.Harness;

namespace EndToEnd.Decisions;

/// <summary>Planners choose the names of agents; they must not choose how large /metrics becomes.</summary>
public sealed class AgentNameTests
{
    [Fact]
    public async Task Plan_TenThousandAgents_AreAHundredLabelsAndOther()
    {
        const int Runs = 10_000;
        await using var bed = await Bed.StartAsync();
        bed.V1.Answer = static (context, seen) => context.AnswerJsonAsync(Plans.Of("agent_" + seen.Text));

        await Parallel.ForAsync(
            0,
            Runs,
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (number, _) =>
            {
                var answer = await bed.PlanAsync(number.ToString("d", System.Globalization.CultureInfo.InvariantCulture));
                Assert.Equal(Plans.Of($"agent_{number}"), answer.Text);
            }
        );

        var metrics = await bed.Guard.LedgerSettlesAsync(Runs);
        Assert.Equal(Runs, metrics.Sum("planner_decision_diff_total"));
        var labels = metrics
            .Series.Keys.Where(static series => series.StartsWith("planner_decision_diff_total", StringComparison.Ordinal))
            .SelectMany(static series => new[] { Label(series, "agent_v1"), Label(series, "agent_v2") })
            .ToHashSet();
        Assert.Contains("other", labels);
        Assert.Contains("inbox_triage", labels);
        Assert.InRange(labels.Count(static label => label != "other"), 1, 100);
    }

    private static string Label(string series, string name)
    {
        var start = series.IndexOf(name + "=\"", StringComparison.Ordinal) + name.Length + 2;
        return series[start..series.IndexOf('"', start)];
    }
}
