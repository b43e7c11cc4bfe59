using Sidecar.Guard.Access;
using Sidecar.Guard.Contracts;

namespace Sidecar.Guard.Routes;

/// <summary>GET /guard/health, /guard/health/live and /guard/health/ready: for orchestrators, without a token.</summary>
internal sealed class HealthRoutes(HealthState health)
{
    /// <summary>The routes.</summary>
    public IReadOnlyList<GuardRoute> Routes =>
        [
            new("GET", "/health", GuardNeed.Nothing, GetAsync),
            new("GET", "/health/live", GuardNeed.Nothing, LiveAsync),
            new("GET", "/health/ready", GuardNeed.Nothing, ReadyAsync),
        ];

    private Task GetAsync(HttpContext context)
    {
        HealthCause[] causes =
        [
            .. health
                .Causes.OrderBy(static cause => cause.Key, StringComparer.Ordinal)
                .Select(static cause => new HealthCause(cause.Key, cause.Value)),
        ];
        var answer = new HealthAnswer(causes.Length == 0 ? "healthy" : "degraded", causes);
        return JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, answer, GuardJson.Readable.HealthAnswer);
    }

    private static Task LiveAsync(HttpContext context) =>
        JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, new ProbeAnswer("live"), GuardJson.Readable.ProbeAnswer);

    private Task ReadyAsync(HttpContext context) =>
        health.Ready
            ? JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, new ProbeAnswer("ready"), GuardJson.Readable.ProbeAnswer)
            : JsonAnswer.WriteAsync(
                context,
                StatusCodes.Status503ServiceUnavailable,
                new ProbeAnswer("not_ready"),
                GuardJson.Readable.ProbeAnswer
            );
}
