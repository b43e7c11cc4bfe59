using EndToEnd.Harness;

namespace EndToEnd.Operations;

/// <summary>A v2 that takes requests and never answers, while it gets shadows only.</summary>
public sealed class HungShadowTests
{
    private const int Bound = 8;

    [Fact]
    public async Task HungV2_AtZeroPercent_CostsTheAgentsNothing()
    {
        const int Runs = 400;
        await using var hung = RawPlanner.Silent();
        await using var bed = await Bed.StartAsync(settings =>
            settings with
            {
                V2 = hung.Address,
                Keys =
                [
                    ("Shadow:MaxConcurrent", Bound),
                    ("Shadow:TimeoutSeconds", 1),
                    ("Shadow:MaxBodyBytes", 1_000_000),
                    ("Shadow:MaxTotalBytes", 16_000_000),
                ],
            }
        );
        // What any request allocates at first is none of the shadows' doing.
        await Traffic.SendAsync(bed.Sidecar.Address, Bound, 20);
        var memory = bed.Sidecar.Memory("VmRSS");
        var body = $$"""{"goal":"{{new string('x', 200_000)}}"}""";

        var answers = await Traffic.SendAsync(bed.Sidecar.Address, 16, Runs, _ => Traffic.Plan(body: body));

        Assert.All(answers, static answer => Assert.Equal((200, null), (answer.Status, answer.Fault)));
        // An agent that waited for a shadow would have waited for its deadline, 1 s.
        var slow = answers.Select(static answer => answer.Took).Order().ElementAt(Runs * 95 / 100);
        Assert.True(slow < TimeSpan.FromMilliseconds(700), $"p95 of the agents is {slow.TotalMilliseconds} ms");
        var metrics = await bed.Guard.LedgerSettlesAsync(Runs + 20);
        Assert.True(metrics.Outcome("shadow_timeout") >= Bound, metrics.Show("planner_shadow_total"));
        Assert.True(metrics.Outcome("saturated") > 0, metrics.Show("planner_shadow_total"));
        Assert.Equal(Runs + 20, metrics.Outcome("shadow_timeout") + metrics.Outcome("saturated"));
        Assert.Equal(metrics.Outcome("shadow_timeout"), metrics["planner_errors_total{planner=\"v2\",role=\"shadow\",kind=\"timeout\"}"]);
        await Patience.UntilAsync(
            bed.Guard.MetricsAsync,
            static reading => reading["planner_shadow_inflight"] == 0,
            static reading => reading.Show("planner_shadow_inflight")
        );
        // 400 bodies of 200 kB, twice: what is not given back would show.
        Assert.InRange(bed.Sidecar.Memory("VmHWM") - memory, 0, 120_000_000);
    }

    [Fact]
    public async Task HungV2_WhileShadowsAreOut_ShowsThemAndNeverMoreThanTheBound()
    {
        await using var hung = RawPlanner.Silent();
        await using var bed = await Bed.StartAsync(settings =>
            settings with
            {
                V2 = hung.Address,
                Keys = [("Shadow:MaxConcurrent", Bound)],
            }
        );

        await Traffic.SendAsync(bed.Sidecar.Address, 16, 50);

        var metrics = await Patience.UntilAsync(
            bed.Guard.MetricsAsync,
            static reading => reading.Outcome("saturated") == 50 - Bound,
            static reading => reading.Show("planner_shadow")
        );
        Assert.Equal(Bound, metrics["planner_shadow_inflight"]);
        Assert.Equal(Bound, hung.Connections);
    }
}
