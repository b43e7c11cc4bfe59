using System.Globalization;
using EndToEnd.Harness;
using Microsoft.AspNetCore.Http;

namespace EndToEnd.Runbook;

/// <summary>How a planner of the runbook behaves.</summary>
internal sealed class PlannerConduct
{
    private readonly double _quality;
    private readonly double _cost;
    private readonly TimeSpan _latency;
    private readonly string _build;
    private readonly int _failsEvery;
    private readonly int _differsEvery;
    private int _primaries;
    private int _answers;

    private PlannerConduct(double quality, double cost, string build, int differsEvery, double latencyMs = 0, int failsEvery = 0)
    {
        (_quality, _cost, _build, _differsEvery, _failsEvery) = (quality, cost, build, differsEvery, failsEvery);
        _latency = TimeSpan.FromMilliseconds(latencyMs);
    }

    /// <summary>The conduct of a name in a runbook's directives.</summary>
    public static PlannerConduct V1(string name) =>
        name switch
        {
            "sound" => new PlannerConduct(95, 1.2, "1.9", differsEvery: 0),
            "failing" => new PlannerConduct(95, 1.2, "1.9", differsEvery: 0, failsEvery: 1),
            _ => throw new FormatException($"v1 cannot be '{name}'"),
        };

    /// <summary>The same of v2.</summary>
    public static PlannerConduct V2(string name) =>
        name switch
        {
            "sound" => new PlannerConduct(94, 1.4, "2.0", differsEvery: 5),
            "mended" => new PlannerConduct(94, 1.4, "2.1", differsEvery: 5),
            "poor" => new PlannerConduct(82, 1.4, "2.0", differsEvery: 5),
            "slow" => new PlannerConduct(94, 1.4, "2.0", differsEvery: 5, latencyMs: 1850),
            "dear" => new PlannerConduct(94, 4, "2.0", differsEvery: 5),
            "flaky" => new PlannerConduct(94, 1.4, "2.0", differsEvery: 5, failsEvery: 3),
            "failing" => new PlannerConduct(94, 1.4, "2.0", differsEvery: 5, failsEvery: 1),
            _ => throw new FormatException($"v2 cannot be '{name}'"),
        };

    /// <summary>Answers a request.</summary>
    public async Task AnswerAsync(HttpContext context, SeenRequest request)
    {
        if (Fails(request))
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        if (_latency > TimeSpan.Zero)
            await Task.Delay(_latency, TimeProvider.System, context.RequestAborted);
        var headers = context.Response.Headers;
        headers["X-Planner-Quality"] = _quality.ToString(CultureInfo.InvariantCulture);
        headers["X-Planner-Cost-Cents"] = _cost.ToString(CultureInfo.InvariantCulture);
        headers["X-Planner-Build"] = _build;
        var differs = _differsEvery > 0 && Interlocked.Increment(ref _answers) % _differsEvery == 0;
        await context.AnswerJsonAsync(differs ? Plans.Priority : Plans.Triage);
    }

    // Of the judged legs every third and so on: by chance there might be ten in a row.
    private bool Fails(SeenRequest request) =>
        _failsEvery == 1 || (_failsEvery > 1 && request.Role == "primary" && Interlocked.Increment(ref _primaries) % _failsEvery == 0);
}
