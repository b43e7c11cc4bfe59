using System.Globalization;
using Microsoft.Extensions.Primitives;
using Sidecar.Configuration;
using Sidecar.Guard.Routes;

namespace Sidecar.Guard.Access;

/// <summary>Lets a request to a guard route in, or answers it.</summary>
internal sealed class Admission(LiveOptions options, BearerTokens tokens, WrongTokens wrong)
{
    // Taken once: the addresses were checked against it at the start.
    private readonly GuardAuth _auth = options.Current.Guard.Auth;

    /// <summary>True where the request may go on; else it has its answer.</summary>
    public async ValueTask<bool> AdmitAsync(HttpContext context, GuardNeed need)
    {
        if (need == GuardNeed.Nothing)
            return true;
        var refused = _auth == GuardAuth.None ? Unauthenticated(context, need) : Authenticated(context, need);
        if (refused is not var (status, title, detail))
            return true;
        await Problems.WriteAsync(context, status, title, detail);
        return false;
    }

    private (int Status, string Title, string Detail)? Authenticated(HttpContext context, GuardNeed need)
    {
        var token = Bearer(context.Request.Headers.Authorization);
        if (token is null)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return (
                401,
                "A token is needed",
                "Send the header 'Authorization: Bearer <token>'. It is GUARD_TOKEN, or in the file that the sidecar's log names at its start."
            );
        }

        switch (tokens.Find(token), need)
        {
            case (GuardRole.Operator, _):
            case (GuardRole.Read, GuardNeed.Read):
            case (GuardRole.Quality, GuardNeed.Quality):
                return null;
            case (GuardRole.Read, _):
                return (403, "This token may only read", "GUARD_READ_TOKEN is good for GET. Changes need the operators' token.");
            case (GuardRole.Quality, _):
                return (
                    403,
                    "This token may only report quality",
                    "GUARD_QUALITY_TOKEN is good for POST /guard/runs/{run_id}/quality and POST /guard/quality alone."
                );
        }

        if (wrong.Count(context.Connection.RemoteIpAddress) is { } wait)
        {
            var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return (
                429,
                "Too many wrong tokens",
                $"More than {WrongTokens.Allowed} wrong tokens came from this address within a minute. Wait {seconds} s, or send the right one: it is served."
            );
        }

        context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        return (
            401,
            "The token is wrong",
            "It is none of the tokens of this sidecar. The operators' one is GUARD_TOKEN, or in the file that the sidecar's log names at its start."
        );
    }

    /// <summary>
    /// Without tokens no page of another site may write through the operator's browser: a browser always says where such a request comes
    /// from, and asks us before it sends a JSON content type, which we never allow.
    /// </summary>
    private static (int Status, string Title, string Detail)? Unauthenticated(HttpContext context, GuardNeed need)
    {
        if (need == GuardNeed.Read)
            return null;
        if (!SameOrigin(context.Request))
            return (
                403,
                "Foreign origin",
                "With Guard:Auth none, changes are taken from pages of this address alone, or without an Origin header."
            );
        return context.Request.HasJsonContentType() || JsonLines.IsDeclared(context.Request)
            ? null
            : (415, "The content type must be JSON", "With Guard:Auth none, changes need the header 'Content-Type: application/json'.");
    }

    private static bool SameOrigin(HttpRequest request)
    {
        // What the browser itself says of where the request comes from; no page can set it.
        if (request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site && site.ToString() is not ("same-origin" or "none"))
            return false;
        if (request.Headers.Origin is not { Count: > 0 } origins)
            return true;
        return origins is [{ } text]
            && Uri.TryCreate(text, UriKind.Absolute, out var origin)
            && origin.Scheme is ("http" or "https")
            && string.Equals(origin.IdnHost.Trim('[', ']'), request.Host.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase)
            && origin.Port == (request.Host.Port ?? (request.IsHttps ? 443 : 80));
    }

    /// <summary>The token of a Bearer header; null where there is none, or it is of another scheme, or there are several.</summary>
    private static string? Bearer(StringValues header)
    {
        if (header is not [{ } text])
            return null;
        const string Scheme = "Bearer ";
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var token = text[Scheme.Length..].Trim();
        return token.Length == 0 ? null : token;
    }
}
