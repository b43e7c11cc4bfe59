using Microsoft.AspNetCore.Http.Features;
using Sidecar.Configuration;
using Sidecar.Guard.Routes;

namespace Sidecar.Guard.Gate;

/// <summary>
/// The first middleware: keeps the segment <c>guard</c> from the planners, and the two listeners apart. It decides before routing, where a
/// route of the proxy could still win.
/// </summary>
internal sealed class GuardGate(RequestDelegate next, LiveOptions options, GuardListener listener)
{
    /// <summary>Decides, then hands over.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value;
        var verdict = GuardSegment.Decide(context.Features.Get<IHttpRequestFeature>()?.RawTarget, path);
        var ours = verdict == SegmentVerdict.Guard || IsMetrics(path);
        if (!listener.Separate ? verdict == SegmentVerdict.Closed : verdict == SegmentVerdict.Closed || ours != listener.Received(context))
            return NotHere(context);
        if (verdict == SegmentVerdict.Guard && !HostRule.Allows(context.Request.Host, options.Current.Guard.AllowedHosts))
        {
            return Problems.WriteAsync(
                context,
                StatusCodes.Status400BadRequest,
                "Host not allowed",
                "/guard answers to loopback names, IP addresses and the names in Guard:AllowedHosts; this request's Host header names another. "
                    + "Add the name to Guard:AllowedHosts if it is yours."
            );
        }

        return next(context);
    }

    /// <summary>The answer where nothing is.</summary>
    internal static Task NotHere(HttpContext context) =>
        Problems.WriteAsync(context, StatusCodes.Status404NotFound, "Not found", "There is nothing at this path on this address.");

    private static bool IsMetrics(string? path) =>
        path is { Length: 8 or 9 }
        && path.StartsWith("/metrics", StringComparison.OrdinalIgnoreCase)
        && (path.Length == 8 || path[8] == '/');
}
