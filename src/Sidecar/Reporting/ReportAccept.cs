using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Sidecar.Reporting;

/// <summary>Chooses between Markdown and JSON by the header <c>Accept</c> (RFC 9110, 12.5.1). Markdown where both are as welcome.</summary>
internal static class ReportAccept
{
    private static readonly MediaTypeHeaderValue Markdown = new("text/markdown");
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>True: JSON; false: Markdown; null: neither is acceptable.</summary>
    public static bool? WantsJson(StringValues accept)
    {
        if (StringValues.IsNullOrEmpty(accept))
            return false;
        if (!MediaTypeHeaderValue.TryParseList(accept, out var ranges) || ranges.Count == 0)
            return null;
        var (markdown, json) = (Quality(ranges, Markdown), Quality(ranges, Json));
        return Math.Max(markdown, json) <= 0 ? null : json > markdown;
    }

    // The most specific range that covers a type decides its quality.
    private static double Quality(IList<MediaTypeHeaderValue> ranges, MediaTypeHeaderValue type)
    {
        var (best, quality) = (-1, 0.0);
        foreach (var range in ranges)
        {
            var specific =
                range.MatchesAllTypes ? 0
                : range.MatchesAllSubTypes ? 1
                : 2;
            if (specific <= best || !Covers(range, type))
                continue;
            (best, quality) = (specific, range.Quality ?? 1);
        }

        return quality;
    }

    private static bool Covers(MediaTypeHeaderValue range, MediaTypeHeaderValue type) =>
        range.MatchesAllTypes
        || (
            range.Type.Equals(type.Type, StringComparison.OrdinalIgnoreCase)
            && (range.MatchesAllSubTypes || range.SubType.Equals(type.SubType, StringComparison.OrdinalIgnoreCase))
        );
}
