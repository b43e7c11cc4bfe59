using Microsoft.AspNetCore.Http;
using Sidecar.Routing;

namespace Fuzz.Engine;

/// <summary>Header fields, a line each, as a server takes them: values byte for byte, without the blanks around them.</summary>
internal static class HeaderLines
{
    // As many as a server takes at the most by default.
    private const int Most = 100;

    /// <summary>The fields in their order. Lines whose name no server takes are none.</summary>
    public static List<(string Name, string Value)> Read(IEnumerable<string> lines)
    {
        var fields = new List<(string, string)>();
        foreach (var line in lines)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            // A server refuses a NUL, too.
            if (fields.Count < Most && colon > 0 && HttpToken.Is(line[..colon]) && !line.Contains('\0', StringComparison.Ordinal))
                fields.Add((line[..colon], line[(colon + 1)..].Trim(' ', '\t', '\r')));
        }

        return fields;
    }

    /// <summary>The same as a request has them: the values of one name together, empty ones too.</summary>
    public static void Put(IEnumerable<(string Name, string Value)> fields, IHeaderDictionary into)
    {
        foreach (var (name, value) in fields)
            into[name] = new([.. into[name], value]);
    }
}
