using System.Globalization;
using System.Text;

namespace EndToEnd.Harness;

/// <summary>A request or an answer as it stood on the wire.</summary>
/// <param name="Head">Start line and headers, with the empty line.</param>
/// <param name="Body">The body, without chunks.</param>
internal sealed record RawMessage(string Head, byte[] Body)
{
    /// <summary>The trailers of a chunked body, a line each.</summary>
    public string Trailers { get; init; } = "";

    /// <summary>The start line.</summary>
    public string StartLine => Head[..Head.IndexOf("\r\n", StringComparison.Ordinal)];

    /// <summary>The status of an answer.</summary>
    public int Status => int.Parse(StartLine.Split(' ')[1], CultureInfo.InvariantCulture);

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>A header's one value; several joined by a comma; null where it is absent.</summary>
    public string? this[string name]
    {
        get
        {
            var values = Head.Split("\r\n")
                .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
                .Select(line => line[(name.Length + 1)..].Trim())
                .ToList();
            return values.Count == 0 ? null : string.Join(',', values);
        }
    }
}
