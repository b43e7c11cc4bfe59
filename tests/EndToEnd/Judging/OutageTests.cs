using EndToEnd.Harness;
using Microsoft.AspNetCore.Http;

namespace EndToEnd.Judging;

/// <summary>Where going back to v1 would help nobody, or v2 has nothing that could be taken from it.</summary>
public sealed class OutageTests
{
    [Fact]
    public async Task Plan_BothPlannersFailTheSameRuns_IsSaidAndAnOperatorDecides()
    {
        await using var bed = await JudgedBed.StartAsync(6, 100, ("MAX_LATENCY_P95_MS", "60000"));
        bed.V1.Answer = static (context, seen) => FailsOrAsync(context, seen, cost: 1);
        bed.V2.Answer = static (context, seen) => FailsOrAsync(context, seen, cost: 9);
        for (var i = 0; i < 6; i++)
        {
            await bed.PlanAsync("""{"goal":"fail"}""");
            await bed.PlanAsync();
        }

        await bed.Guard.LedgerSettlesAsync(12);
        var causes = await Patience.UntilAsync(
            bed.Guard.CausesAsync,
            static causes => causes.Count > 0,
            static _ => "health that says what is wrong"
        );
        Assert.Equal(["v1_unfit"], causes);
        foreach (var query in new[] { "", "?dry_run=true", "?dry_run=false" })
        {
            var evaluation = await bed.Guard.EvaluateAsync(query);
            Assert.Equal(
                ("none", "regression", "v1_unfit"),
                ((string?)evaluation["action"], (string?)evaluation["verdict"], (string?)evaluation["cause"])
            );
            Assert.Equal("cost (V2: 9.0¢ > 3.0¢)", (string?)Assert.Single(evaluation["breaches"]!.AsArray()));
        }

        Assert.Equal(100, (double)(await bed.Guard.StatusAsync())["config"]!["canary_pct"]!);
        Assert.Equal(0, (await bed.Guard.MetricsAsync()).Sum("planner_rollback_total"));

        // The manual switch always acts.
        Assert.Equal(200, (await bed.Guard.RollbackAsync("""{"reason":"enough","updated_by":"ops"}""")).Status);
        Assert.Equal("kill_switch", (await bed.PlanAsync())["X-Planner-Reason"]);
        await Patience.UntilAsync(
            bed.Guard.CausesAsync,
            static left => left.Count == 0,
            static left => $"health again: {string.Join(", ", left)}"
        );
    }

    [Fact]
    public async Task Plan_OnlyMirrored_BadV2WouldBreachAndNothingHappens()
    {
        await using var bed = await JudgedBed.StartAsync(6, canaryPct: 0, ("MAX_LATENCY_P95_MS", "60000"));
        bed.V1.Reports();
        bed.V2.Reports(quality: 60, cost: 9);
        await bed.PlansAsync(12);
        await bed.Guard.EvidenceAsync(12, "v2_shadow");
        await bed.Guard.LedgerSettlesAsync(12);

        var evaluation = await bed.Guard.EvaluateAsync();

        Assert.Equal(("none", "insufficient_data"), ((string?)evaluation["action"], (string?)evaluation["verdict"]));
        Assert.Equal(
            ["quality (V1: 95.0, V2: 60.0, drop: 35.0)", "cost (V2: 9.0¢ > 3.0¢)"],
            evaluation["would_breach"]!.AsArray().Select(static text => (string?)text)
        );
        Assert.Empty(evaluation["breaches"]!.AsArray());
        var status = await bed.Guard.StatusAsync();
        Assert.False((bool)status["config"]!["kill_switch"]!);
        Assert.Equal(
            ("served", 12, 0),
            ((string?)status["stats"]!["v1"]!["source"], (int)status["stats"]!["v1"]!["samples"]!, (int)status["stats"]!["v2"]!["samples"]!)
        );
        Assert.Single(await bed.Guard.HistoryAsync());
    }

    [Fact]
    public async Task Put_RaisedOverABreach_IsRolledBackByTheNextJudgement()
    {
        await using var bed = await JudgedBed.StartAsync(6, 100, ("MAX_LATENCY_P95_MS", "60000"));
        bed.V1.Reports();
        bed.V2.Reports();
        var runs = await bed.PlansAsync(6);
        await bed.Guard.EvidenceAsync(6);
        await bed.Guard.PutAsync("""{"canary_pct":0}""");
        // Nobody goes to v2 any more; it turns out now how bad its plans were.
        foreach (var run in runs)
            Assert.Equal(200, (await bed.Guard.RateAsync(run.RunId, "v2", 10)).Status);
        var evaluation = await bed.Guard.EvaluateAsync();
        Assert.Equal(
            ("none", "regression", "no_traffic"),
            ((string?)evaluation["action"], (string?)evaluation["verdict"], (string?)evaluation["cause"])
        );
        Assert.False((bool)(await bed.Guard.StatusAsync())["config"]!["kill_switch"]!);

        Assert.Equal(200, (await bed.Guard.PutAsync("""{"canary_pct":10}""")).Status);

        Assert.Equal("quality (V1: 95.0, V2: 10.0, drop: 85.0)", (string?)(await bed.Guard.RolledBackAsync())["config"]!["reason"]);
    }

    private static Task FailsOrAsync(HttpContext context, SeenRequest seen, double cost)
    {
        if (!seen.Text.Contains("fail", StringComparison.Ordinal))
            return context.ReportAsync(cost: cost);
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        return context.AnswerJsonAsync("{}");
    }
}
