using System.Text;
using System.Text.Json.Nodes;
using EndToEnd.Harness;

namespace EndToEnd.Decisions;

/// <summary>What planners say of themselves: passed on as it is, believed only where it can be.</summary>
public sealed class SignalTests
{
    private static readonly string[] BadCosts = ["NaN", "-1", "1e400", "1,5"];

    [Theory]
    [InlineData(Seat.SelectedV1)]
    [InlineData(Seat.ShadowV2)]
    [InlineData(Seat.SelectedV2)]
    public async Task Plan_UnusableSignals_AreCountedAndNeverInAMean(Seat seat)
    {
        await using var bed = await seat.BedAsync();
        var cost = "";
        bed.In(seat).Answer = (context, _) =>
        {
            context.Response.Headers["X-Planner-Cost-Cents"] = cost;
            context.Response.Headers["X-Planner-Quality"] = cost == "1.25" ? "90" : "101";
            return context.AnswerJsonAsync(Plans.Triage);
        };

        foreach (var value in BadCosts.Append("1.25"))
        {
            cost = value;
            var answer = await bed.PlanAsync();
            Assert.Equal(seat.IsSelected() ? value : null, answer["X-Planner-Cost-Cents"]);
            // The shadow has been asked with this value before the next one is set.
            await bed.In(seat).NextAsync();
            await SettlesAsync(bed, Array.IndexOf([.. BadCosts, "1.25"], value) + 1);
        }

        var metrics = await bed.Guard.LedgerSettlesAsync(5);
        Assert.Equal(5, metrics.Outcome("compared"));
        Assert.Equal(4, metrics["planner_bad_signal_total{signal=\"cost_cents\"}"]);
        Assert.Equal(4, metrics["planner_bad_signal_total{signal=\"quality\"}"]);
        Assert.Equal(1.25, metrics[$"planner_cost_cents_total{{{seat.Labels()}}}"]);
        var stats = (await bed.Guard.StatusAsync())["stats"]![StatsOf(seat)]!;
        Assert.Equal((5, 1.25, 90), ((int)stats["samples"]!, (double)stats["cost_mean_cents"]!, (double)stats["quality_mean"]!));
    }

    [Fact]
    public async Task Plan_SignalsInTrailers_AreRecorded()
    {
        await using var planner = RawPlanner.Answering(
            RawAnswers.Head("Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nTrailer: X-Planner-Cost-Cents\r\n"),
            Encoding.ASCII.GetBytes(
                $"{Plans.Triage.Length:x}\r\n{Plans.Triage}\r\n0\r\nX-Planner-Cost-Cents: 2.5\r\nX-Planner-Quality: 77\r\n\r\n"
            )
        );
        await using var bed = await planner.SeatAsync(Seat.SelectedV1);

        var answer = await bed.PlanAsync();

        Assert.Equal(Plans.Triage, answer.Text);
        var meta = (await bed.Guard.RunAsync(answer.RunId))["plan"]!["planner_meta"]!;
        Assert.Equal((2.5, 77), ((double)meta["cost_cents"]!, (double)meta["quality"]!));
    }

    [Fact]
    public async Task Plan_SignalsInTheBody_AreRecordedWhereHeadersAreSilent()
    {
        await using var bed = await Bed.StartAsync(static settings =>
            settings with
            {
                Keys = [("Planner:Signals:CostCents", "/usage/cents"), ("Planner:Signals:Build", "/build")],
            }
        );
        bed.V1.Answer = static (context, _) =>
        {
            context.Response.Headers["X-Planner-Build"] = "of the header";
            return context.AnswerJsonAsync(
                """{"agent":"a","steps":[],"tools":[],"dry_run":true,"usage":{"cents":0.75},"build":"of the body"}"""
            );
        };

        var meta = (await bed.Guard.RunAsync((await bed.PlanAsync()).RunId))["plan"]!["planner_meta"]!;

        Assert.Equal((0.75, "of the header"), ((double)meta["cost_cents"]!, (string)meta["build"]!));
    }

    private static string StatsOf(Seat seat) =>
        seat switch
        {
            Seat.SelectedV1 => "v1",
            Seat.ShadowV2 => "v2_shadow",
            _ => "v2",
        };

    private static Task<JsonNode> SettlesAsync(Bed bed, int runs) =>
        Patience.UntilAsync(
            bed.Guard.StatusAsync,
            status => (int)status["stats"]!["shadow"]!["runs"]! == runs,
            static status => "the run in the evidence\n" + status["stats"]
        );
}
