using System.Globalization;
using System.Text;
using EndToEnd.Harness;

namespace EndToEnd.Attacks;

/// <summary>What agents and planners choose never decides how much /metrics holds.</summary>
public sealed class MetricFloodTests
{
    private const int Values = 20_000;
    private const string Mark = "flood";
    private const int MaxBuildEpochs = 3;

    [Fact]
    public async Task Requests_TwentyThousandDifferent_AreAFewHundredSeries()
    {
        await using var bed = await Bed.StartAsync(static settings =>
            settings with
            {
                Keys = [("Planner:Decision:Objective", "/objective"), ("Canary:AllowOverride", true)],
            }
        );
        bed.V1.Answer = static (context, seen) => EchoAsync(context, seen.Text);
        bed.V2.Answer = static (context, seen) => EchoAsync(context, seen.Text);
        await bed.PlanAsync("0");

        var answers = await FloodAsync(bed.Sidecar.Address);

        Assert.All(answers, static status => Assert.Equal(200, status));
        var metrics = await bed.Guard.LedgerSettlesAsync(Values + 1);
        var byAgent = metrics.Series.Keys.Where(static series =>
            series.StartsWith("planner_decision_diff_total", StringComparison.Ordinal)
        );
        // A hundred names and "other" on either side; both planners say the same, so a series for each pair.
        Assert.InRange(byAgent.Count(), 2, 101);
        // Outside of those not a word of what was sent.
        Assert.DoesNotContain(
            metrics.Series.Keys.Except(byAgent),
            static series => series.Contains(Mark, StringComparison.OrdinalIgnoreCase)
        );
        Assert.InRange(metrics.Series.Count, 1, 400);
    }

    [Fact]
    public async Task Agents_WithLongNames_AreOther()
    {
        await using var bed = await Bed.StartAsync();
        var name = new string('n', 4_000);
        bed.V1.Answer = (context, _) => context.AnswerJsonAsync(Plans.Of(name));

        await bed.PlanAsync();

        var metrics = await bed.Guard.LedgerSettlesAsync(1);
        Assert.Equal(1, metrics["planner_decision_diff_total{agent_v1=\"other\",agent_v2=\"inbox_triage\",changed=\"True\"}"]);
    }

    [Fact]
    public async Task Builds_OneWithEveryAnswer_BeginThreeEpochsAnHourAndNoMore()
    {
        const int Runs = 500;
        await using var bed = await Bed.StartAsync();
        bed.V2.Answer = static (context, seen) =>
        {
            context.Response.Headers["X-Planner-Build"] = Mark + seen.Text;
            return context.AnswerJsonAsync(Plans.Triage);
        };
        var epoch = (int)(await bed.Guard.StatusAsync())["config"]!["epoch"]!;

        for (var i = 0; i < Runs; i++)
            await bed.PlanAsync(i.ToString(CultureInfo.InvariantCulture));

        var metrics = await bed.Guard.LedgerSettlesAsync(Runs);
        Assert.Equal(epoch + MaxBuildEpochs, (int)(await bed.Guard.StatusAsync())["config"]!["epoch"]!);
        // The first is merely noted.
        Assert.Equal(Runs - 1 - MaxBuildEpochs, metrics["planner_build_epochs_skipped_total"]);
        Assert.DoesNotContain(metrics.Series.Keys, static series => series.Contains(Mark, StringComparison.Ordinal));
    }

    // Method, path, query, header, asked planner, objective, agent, cost and quality: each of them new with every request.
    private static async Task<IReadOnlyList<int>> FloodAsync(Uri address)
    {
        using var client = Bed.NewAgent(address);
        var statuses = new int[Values];
        await Parallel.ForAsync(
            0,
            Values,
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (i, token) =>
            {
                var number = i.ToString(CultureInfo.InvariantCulture);
                using var request = new HttpRequestMessage(new HttpMethod("FLOOD" + number), $"/{Mark}/{number}?{Mark}={number}");
                request.Content = new StringContent(number, Encoding.UTF8, "text/plain");
                request.Headers.TryAddWithoutValidation(Mark + number, number);
                request.Headers.TryAddWithoutValidation("X-Planner-Override", Mark + number);
                request.Headers.TryAddWithoutValidation("X-Planner-Reason", Mark + number);
                request.Headers.TryAddWithoutValidation("User-Agent", Mark + number);
                using var answer = await client.SendAsync(request, token);
                statuses[i] = (int)answer.StatusCode;
            }
        );
        return statuses;
    }

    // What an agent sends comes back as its plan: with such a planner the agent chooses everything.
    private static Task EchoAsync(Microsoft.AspNetCore.Http.HttpContext context, string number)
    {
        context.Response.Headers["X-Planner-Build"] = Mark + number;
        context.Response.Headers["X-Planner-Cost-Cents"] = Mark + number;
        context.Response.Headers["X-Planner-Quality"] = Mark + number;
        return context.AnswerJsonAsync(
            $$"""{"agent":"{{Mark}}{{number}}","objective":"{{Mark}}{{number}}","steps":["{{number}}"],"tools":[],"dry_run":false}"""
        );
    }
}
