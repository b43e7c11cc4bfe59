using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Sidecar.Routing;

/// <summary>What keeps one user with one planner: <c>header:NAME</c>, <c>cookie:NAME</c> or <c>query:NAME</c>.</summary>
/// <param name="Source">Where the key is looked for.</param>
/// <param name="Name">Under which name. Case counts for cookies alone.</param>
public sealed record StickyKey(StickySource Source, string Name)
{
    /// <summary>The forms that <see cref="TryParse"/> takes, for messages.</summary>
    public const string Allowed = "header:NAME, cookie:NAME or query:NAME";

    /// <summary>Reads a key as it is written in yarp.json. The source's case does not count.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out StickyKey? key)
    {
        key = null;
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon < 0)
            return false;
        StickySource? source = text![..colon].Trim().ToUpperInvariant() switch
        {
            "HEADER" => StickySource.Header,
            "COOKIE" => StickySource.Cookie,
            "QUERY" => StickySource.Query,
            _ => null,
        };
        var name = text[(colon + 1)..].Trim();
        // Headers and cookies are named by tokens: any other name would never be found and every run would be random in silence.
        if (source is null || name.Length == 0 || (source != StickySource.Query && !HttpToken.Is(name)))
            return false;
        key = new StickyKey(source.Value, name);
        return true;
    }

    /// <summary>The key of a request: the first value; null where there is none or it is empty.</summary>
    public string? Read(HttpContext context)
    {
        var request = context.Request;
        var value = Source switch
        {
            StickySource.Header => Utf8(First(request.Headers[Name])),
            StickySource.Cookie => Cookie(request.Headers.Cookie),
            _ => First(request.Query[Name]),
        };
        return string.IsNullOrEmpty(value) ? null : value;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Source switch
        {
            StickySource.Header => "header:" + Name,
            StickySource.Cookie => "cookie:" + Name,
            _ => "query:" + Name,
        };

    // Not request.Cookies, which ignores the case of names and has the last of several with one name; and no strict parser: clients send
    // spaces, commas, JSON and letters of any language as they are, and who does must not be drawn anew with every run.
    private string? Cookie(StringValues header)
    {
        foreach (var line in header)
        {
            for (var rest = line.AsSpan(); !rest.IsEmpty; )
            {
                var end = rest.IndexOf(';');
                var cookie = end < 0 ? rest : rest[..end];
                rest = end < 0 ? default : rest[(end + 1)..];
                var equals = cookie.IndexOf('=');
                if (equals >= 0 && cookie[..equals].Trim(" \t").Equals(Name, StringComparison.Ordinal))
                    return Uri.UnescapeDataString(Utf8(cookie[(equals + 1)..].Trim(" \t").ToString())!);
            }
        }

        return null;
    }

    // Headers are read byte for byte; a key is text, and the same text wherever it is found.
    private static string? Utf8(string? header) =>
        header is null || Ascii.IsValid(header) ? header : Encoding.UTF8.GetString(PlannerConnections.HeaderBytes.GetBytes(header));

    private static string? First(StringValues values) => values.Count > 0 ? values[0] : null;
}
