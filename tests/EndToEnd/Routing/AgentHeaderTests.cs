using EndToEnd.Harness;

namespace EndToEnd.Routing;

/// <summary>Only the sidecar speaks in the names of the sidecar.</summary>
public sealed class AgentHeaderTests
{
    private const string Forged = "forged";

    private static readonly string[] Names =
    [
        "X-Planner-Role",
        "X-Planner-Selected",
        "x_planner_role",
        "X_Planner-Version",
        "X-Planner-Run-Id",
        "X_PLANNER_RUN_ID",
        "X-Planner-Reason",
        "X-Planner-Ttfb-Ms",
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task Plan_AgentSendsOurNames_PlannersSeeOursAlone(double canaryPct)
    {
        await using var bed = await Bed.StartAsync(settings => settings with { CanaryPct = canaryPct });

        var answer = await bed.PlanAsync(change: static request =>
        {
            foreach (var name in Names)
                request.Headers.TryAddWithoutValidation(name, Forged);
            request.Headers.TryAddWithoutValidation("X-Planner-Override", "v2");
            request.Headers.TryAddWithoutValidation("x_planner_override", "v2");
            request.Headers.TryAddWithoutValidation("X-Planner-Hint", "the agent's own");
        });

        await bed.Guard.LedgerSettlesAsync(1);
        AssertStamped(Assert.Single(bed.V1.Requests), answer, "v1", canaryPct == 0 ? "primary" : "shadow");
        AssertStamped(Assert.Single(bed.V2.Requests), answer, "v2", canaryPct == 0 ? "shadow" : "primary");
        Assert.Equal(canaryPct == 0 ? "default" : "canary", answer["X-Planner-Reason"]);
    }

    [Theory]
    [InlineData(false, "v2", "v1", "default")]
    [InlineData(true, "v2", "v2", "override")]
    [InlineData(true, "V2", "v2", "override")]
    [InlineData(true, "v1", "v1", "override")]
    [InlineData(true, "v3", "v1", "default")]
    [InlineData(true, "", "v1", "default")]
    public async Task Plan_Override_IsObeyedWhereItIsAllowed(bool allowed, string asked, string selected, string reason)
    {
        await using var bed = await Bed.StartAsync(settings => settings with { Keys = [("Canary:AllowOverride", allowed)] });

        var answer = await bed.PlanAsync(change: request => request.Headers.TryAddWithoutValidation("X-Planner-Override", asked));

        Assert.Equal((selected, reason), (answer["X-Planner-Selected"], answer["X-Planner-Reason"]));
        await bed.Guard.LedgerSettlesAsync(1);
        Assert.All(bed.V1.Requests.Concat(bed.V2.Requests), static request => Assert.Null(request["X-Planner-Override"]));
    }

    [Fact]
    public async Task Plan_OverrideWhileTheKillSwitchIsOn_IsNotObeyed()
    {
        await using var bed = await Bed.StartAsync(static settings =>
            settings with
            {
                Keys = [("Canary:AllowOverride", true)],
                Environment = new Dictionary<string, string> { ["PLANNER_KILL_SWITCH"] = "true" },
            }
        );

        var answer = await bed.PlanAsync(change: static request => request.Headers.TryAddWithoutValidation("X-Planner-Override", "v2"));

        Assert.Equal(("v1", "kill_switch"), (answer["X-Planner-Selected"], answer["X-Planner-Reason"]));
    }

    [Fact]
    public async Task Plan_PlannerSendsOurNames_AgentSeesOurs()
    {
        await using var bed = await Bed.StartAsync();
        bed.V1.Answer = static (context, _) =>
        {
            foreach (var name in new[] { "X-Planner-Run-Id", "X-Planner-Selected", "X-Planner-Reason", "X-Planner-Ttfb-Ms" })
                context.Response.Headers[name] = Forged;
            return context.AnswerJsonAsync(Plans.Triage);
        };

        var answer = await bed.PlanAsync();

        Assert.True(Guid.TryParse(answer.RunId, out _), answer.RunId);
        Assert.Equal(("v1", "default"), (answer["X-Planner-Selected"], answer["X-Planner-Reason"]));
        Assert.True(double.TryParse(answer["X-Planner-Ttfb-Ms"], System.Globalization.CultureInfo.InvariantCulture, out _));
    }

    private static void AssertStamped(SeenRequest seen, AgentAnswer answer, string version, string role)
    {
        Assert.Equal((answer.RunId, version, role), (seen["X-Planner-Run-Id"], seen["X-Planner-Version"], seen["X-Planner-Role"]));
        Assert.DoesNotContain(seen.Headers.Values, static values => values.Contains(Forged));
        var ours = seen
            .Headers.Keys.Where(static name => name.Replace('_', '-').StartsWith("x-planner-", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.OrdinalIgnoreCase);
        // A name that only looks like ours is the agent's own and passes.
        Assert.Equal(["X-Planner-Hint", "X-Planner-Role", "X-Planner-Run-Id", "X-Planner-Version"], ours);
    }
}
