using Microsoft.Extensions.Primitives;
using Sidecar.Guard.Routes;

namespace Sidecar.Hosting;

/// <summary>
/// Refuses requests whose end two servers could see in different places. Kestrel reads them in a defined way and the planners get framing of
/// the sidecar's own, but whatever stands in front of the sidecar may have read another: what follows would then be a request that nobody
/// but the sidecar has seen.
/// </summary>
internal sealed class FramingGate(RequestDelegate next)
{
    // What Kestrel makes of a Content-Length that stands beside a Transfer-Encoding.
    private const string SetAside = "X-Content-Length";

    /// <summary>Handles a request.</summary>
    public Task Invoke(HttpContext context)
    {
        var coding = context.Request.Headers.TransferEncoding;
        return coding.Count == 0 || IsClear(context.Request, coding) ? next(context) : RefuseAsync(context);
    }

    // Transfer-Encoding came with HTTP/1.1 and went with HTTP/2; every server knows chunked and no two agree on the rest.
    private static bool IsClear(HttpRequest request, StringValues coding) =>
        HttpProtocol.IsHttp11(request.Protocol)
        && coding is [{ } only]
        && only.Equals("chunked", StringComparison.OrdinalIgnoreCase)
        && !request.Headers.ContainsKey(SetAside);

    private static Task RefuseAsync(HttpContext context)
    {
        if (!HttpProtocol.IsHttp2(context.Request.Protocol))
            context.Response.Headers.Connection = "close";
        return Problems.WriteAsync(
            context,
            StatusCodes.Status400BadRequest,
            "The request's length is not clear",
            "Send the body with a Content-Length or with 'Transfer-Encoding: chunked' of HTTP/1.1, one of the two and nothing beside it."
        );
    }
}
