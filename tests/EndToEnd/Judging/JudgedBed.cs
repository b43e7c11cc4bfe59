using EndToEnd.Harness;
using Microsoft.AspNetCore.Http;

namespace EndToEnd.Judging;

/// <summary>Sidecars whose guard judges after a few runs, and planners that report figures.</summary>
internal static class JudgedBed
{
    /// <summary>A sidecar that judges from so many runs on; further thresholds by the end of their names, such as <c>MAX_COST_CENTS</c>.</summary>
    public static Task<Bed> StartAsync(int minSample, double canaryPct = 100, params (string Name, string Value)[] regress) =>
        Bed.StartAsync(settings =>
            settings with
            {
                CanaryPct = canaryPct,
                Environment = regress
                    .Append(("MIN_SAMPLE", minSample.ToString(System.Globalization.CultureInfo.InvariantCulture)))
                    .ToDictionary(static pair => "REGRESS_" + pair.Item1, static pair => pair.Item2),
            }
        );

    /// <summary>Lets a planner answer with a plan and these figures.</summary>
    public static void Reports(this FakePlanner planner, double? quality = 95, double? cost = 1, string? build = null) =>
        planner.Answer = (context, _) => context.ReportAsync(quality, cost, build);

    /// <summary>A plan with figures.</summary>
    public static Task ReportAsync(this HttpContext context, double? quality = 95, double? cost = 1, string? build = null)
    {
        Set("X-Planner-Quality", quality is { } points ? FormattableString.Invariant($"{points}") : null);
        Set("X-Planner-Cost-Cents", cost is { } cents ? FormattableString.Invariant($"{cents}") : null);
        Set("X-Planner-Build", build);
        return context.AnswerJsonAsync(Plans.Triage);

        void Set(string name, string? value)
        {
            if (value is not null)
                context.Response.Headers[name] = value;
        }
    }

    /// <summary>Lets a planner fail.</summary>
    public static void Fails(this FakePlanner planner) =>
        planner.Answer = static (context, _) =>
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return context.AnswerJsonAsync("{}");
        };

    /// <summary>Sends so many requests, one after the other, and waits until the sidecar has done with them.</summary>
    public static async Task<IReadOnlyList<AgentAnswer>> PlansAsync(this Bed bed, int runs)
    {
        var answers = new List<AgentAnswer>();
        for (var i = 0; i < runs; i++)
            answers.Add(await bed.PlanAsync());
        return answers;
    }
}
