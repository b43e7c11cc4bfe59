using System.Globalization;
using Microsoft.Extensions.Primitives;
using Sidecar.Guard.Contracts;

namespace Sidecar.Guard.Routes;

/// <summary>The header <c>If-Match</c>: one version in quotes, or <c>*</c>.</summary>
internal static class IfMatch
{
    /// <summary>Reads it.</summary>
    /// <param name="header">The header's values.</param>
    /// <param name="version">The version it names; null for none and for <c>*</c>.</param>
    /// <returns>The fault; null where there is none.</returns>
    public static FieldFault? Read(StringValues header, out long? version)
    {
        version = null;
        if (header.Count == 0)
            return null;
        var text = header.Count == 1 ? (header[0] ?? "").Trim() : "";
        if (text == "*")
            return null;
        if (
            text is ['"', .. { Length: > 0 } number, '"']
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
        )
        {
            version = value;
            return null;
        }

        return new FieldFault("If-Match", "must be one version in double quotes, as in the ETag of /guard/status (e.g. \"7\"), or *.");
    }
}
