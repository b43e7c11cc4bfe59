using System.Globalization;
using System.Text;

namespace EndToEnd.Attacks;

/// <summary>
/// Reads the requests of a planner's connection as RFC 9112 has them and not a byte otherwise: what two servers could read in two ways is a
/// fault here.
/// </summary>
internal static class WireReader
{
    private const string TokenCharacters = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string LineEnd = "\r\n";

    /// <summary>Every request of a connection, the last one perhaps not whole.</summary>
    /// <exception cref="InvalidDataException">The bytes can be read in another way too.</exception>
    public static IReadOnlyList<WireRequest> Read(byte[] bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        var requests = new List<WireRequest>();
        for (var at = 0; at < text.Length; )
        {
            var end = text.IndexOf(LineEnd + LineEnd, at, StringComparison.Ordinal);
            var head = end < 0 ? text[at..] : text[at..(end + 4)];
            at += head.Length;
            requests.Add(end < 0 ? new WireRequest(head + LineEnd, "", Whole: false) : WithBody(head, text, ref at));
        }

        return requests;
    }

    private static WireRequest WithBody(string head, string text, ref int at)
    {
        var lines = head[..^4].Split(LineEnd);
        Require(lines[0].Split(' ') is [{ Length: > 0 }, { Length: > 0 }, "HTTP/1.1"], head);
        var headers = lines.Skip(1).Select(line => Header(line, head)).ToList();
        var lengths = Values("Content-Length");
        var codings = Values("Transfer-Encoding");
        Require(lengths.Count + codings.Count <= 1 && Values("Host").Count == 1, head);
        if (codings.Count == 1)
        {
            Require(codings[0] == "chunked", head);
            var body = new StringBuilder();
            return new WireRequest(head, body.ToString(), ReadChunks(text, ref at, body)) with { Body = body.ToString() };
        }

        var length = 0;
        if (lengths.Count == 1)
        {
            Require(lengths[0].Length > 0 && lengths[0].All(char.IsAsciiDigit), head);
            length = int.Parse(lengths[0], CultureInfo.InvariantCulture);
        }

        var come = Math.Min(length, text.Length - at);
        at += come;
        return new WireRequest(head, text[(at - come)..at], come == length) { Missing = length - come };

        List<string> Values(string name) =>
            [
                .. headers
                    .Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                    .Select(static header => header.Value),
            ];
    }

    private static (string Name, string Value) Header(string line, string head)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        Require(colon > 0 && line[..colon].All(TokenCharacters.Contains), head);
        Require(!line.AsSpan().ContainsAny("\r\n\0"), head);
        return (line[..colon], line[(colon + 1)..].Trim(' '));
    }

    // Sizes in hexadecimal without more, no trailers: nothing else is of the sidecar's making.
    private static bool ReadChunks(string text, ref int at, StringBuilder body)
    {
        while (true)
        {
            var end = text.IndexOf(LineEnd, at, StringComparison.Ordinal);
            if (end < 0)
                return Broken(text, ref at);
            var digits = text[at..end];
            Require(digits.Length is > 0 and <= 8 && digits.All(char.IsAsciiHexDigit), digits);
            var size = int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            at = end + 2;
            if (text.Length < at + size + 2)
                return Broken(text, ref at);
            body.Append(text, at, size);
            Require(string.CompareOrdinal(text, at + size, LineEnd, 0, 2) == 0, digits);
            at += size + 2;
            if (size == 0)
                return true;
        }
    }

    private static bool Broken(string text, ref int at)
    {
        at = text.Length;
        return false;
    }

    private static void Require(bool holds, string where)
    {
        if (!holds)
            throw new InvalidDataException($"A planner was sent what can be read in two ways: {where}");
    }
}
