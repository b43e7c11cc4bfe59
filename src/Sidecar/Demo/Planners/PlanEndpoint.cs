using System.Globalization;
using Shadow.Runs;

namespace Sidecar.Demo.Planners;

/// <summary>Answers one request as a planner would: waits, decides, reports what it cost.</summary>
internal sealed class PlanEndpoint(Planner planner, Func<PlannerTuning> tuning, TimeProvider time)
{
    private const double FastestMs = 8;
    private const double SlowestMs = 25;

    private readonly PlanClassifier _classifier = new(planner);
    private long _requests;

    /// <summary>The request delegate.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        var aborted = context.RequestAborted;
        // Read once: an answer that began on one build does not end on another.
        var now = tuning();
        context.Response.Headers["X-Planner-Build"] = SampleBuild.Of(planner.Name(), now.Patch);
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            await AnswerAsync(context, StatusCodes.Status200OK, PlanJson.Write("planner", planner.Name()));
            return;
        }
        var objective = await PlanJson.ReadObjectiveAsync(context.Request.Body, aborted);
        if (objective is null)
        {
            var hint = PlanJson.Write("error", "The body has no text `objective`: send {\"objective\":\"…\"}.");
            await AnswerAsync(context, StatusCodes.Status400BadRequest, hint);
            return;
        }

        var request = Interlocked.Increment(ref _requests);
        var waitMs =
            (FastestMs + (SteadyNoise.Of(request, (int)planner) * (SlowestMs - FastestMs))) * now.LatencyFactor + now.LatencyAddedMs;
        await Task.Delay(now.Hang ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(waitMs), time, aborted);
        if (SteadyNoise.Of(request, 2 + (int)planner) < now.ErrorShare)
        {
            var fault = PlanJson.Write("error", "The sample planner was told to fail.");
            await AnswerAsync(context, StatusCodes.Status500InternalServerError, fault);
            return;
        }

        var plan = _classifier.Plan(objective);
        WriteSignals(context.Response.Headers, PlanSignals.Of(plan, planner, now), waitMs);
        if (context.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase))
            await PlanEvents.WriteAsync(context.Response, plan, aborted);
        else
            await AnswerAsync(context, StatusCodes.Status200OK, PlanJson.Write(plan));
    }

    private static void WriteSignals(IHeaderDictionary headers, PlanSignals signals, double waitMs)
    {
        headers["X-Planner-Cost-Cents"] = signals.CostCents.ToString(CultureInfo.InvariantCulture);
        headers["X-Planner-Quality"] = signals.Quality.ToString(CultureInfo.InvariantCulture);
        headers["Server-Timing"] = string.Create(CultureInfo.InvariantCulture, $"plan;dur={waitMs:0.0}");
    }

    private static async Task AnswerAsync(HttpContext context, int status, ReadOnlyMemory<byte> json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        await context.Response.Body.WriteAsync(json, context.RequestAborted);
    }
}
