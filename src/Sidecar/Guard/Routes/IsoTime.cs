using System.Globalization;

namespace Sidecar.Guard.Routes;

/// <summary>A time in ISO 8601, as query parameters and options have it; without an offset it is UTC.</summary>
internal static class IsoTime
{
    /// <summary>What is allowed, for messages.</summary>
    public const string Allowed = "a time in ISO 8601, e.g. 2025-10-18 or 2025-10-18T12:00:00Z";

    private static readonly string[] Forms =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>Reads it; false where it is none.</summary>
    public static bool TryParse(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(
            text,
            Forms,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out time
        );
}
