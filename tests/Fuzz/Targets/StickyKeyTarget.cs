using System.IO.Hashing;
using System.Text;
using System.Text.RegularExpressions;
using Fuzz.Engine;
using Microsoft.AspNetCore.Http;
using Sidecar.Routing;

namespace Fuzz.Targets;

/// <summary>
/// What keeps a user with one planner. The input's lines are the key as yarp.json has it, the request's target, and the request's headers,
/// which come byte for byte as from a connection.
/// </summary>
internal sealed partial class StickyKeyTarget : IFuzzTarget
{
    private static readonly byte[] Secret = new byte[32];

    public string Name => "sticky-key";

    public IReadOnlyList<string> Words { get; } =
    [
        "header:",
        "cookie:",
        "query:",
        "HEADER: ",
        "X-User-Id",
        "\n",
        "\r\n",
        "/plan?",
        "user=",
        "&",
        "%41",
        "%",
        "%C3%BC",
        "%ff",
        "+",
        "Cookie: ",
        "; ",
        "a=\"b\"",
        "X-User-Id: ",
        "ü",
        "\0",
        "user[]=1",
        "=",
        "?user=1&user=2",
    ];

    public int MaxBytes => 16 * 1024;

    public void Run(ReadOnlySpan<byte> input)
    {
        var lines = Encoding.Latin1.GetString(input).Split('\n');
        var text = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(lines[0]));
        if (!StickyKey.TryParse(text, out var key))
        {
            Promise.Holds(!Plain.IsMatch(text), "a key of a known form is taken", $"'{text}'");
            return;
        }

        Promise.Holds(
            StickyKey.TryParse(key.ToString(), out var again) && again == key,
            "a key that is written down reads the same",
            $"{key}"
        );
        var context = Request(lines);
        var value = key.Read(context);
        Promise.Same(value, key.Read(context), "a request has the same key each time");
        Promise.Holds(value is not "", "an empty key is none");
        if (Expected(key, lines) is { } expected)
            Promise.Same(expected.Value, value, "the key is the one of the simple way");
        if (value is not null)
            Point(value);
    }

    public void Dispose() { }

    private static void Point(string key)
    {
        var point = StickyPoint.Of("salt", key);
        Promise.Holds(point is >= 0 and < 100_000, "a point lies within the split", $"{point}");
        var hash = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes("salt\0" + key));
        Promise.Same((int)((UInt128)hash * 100_000 >> 64), point, "the point of a key is the contract's");
        Promise.Holds(Hex.IsMatch(KeyedHash.Of(Secret, key)), "the recorded hash is 16 hex digits");
    }

    private static DefaultHttpContext Request(string[] lines)
    {
        var context = new DefaultHttpContext();
        if (lines.Length > 1 && lines[1].IndexOf('?', StringComparison.Ordinal) is >= 0 and var query)
            context.Request.QueryString = new QueryString(lines[1][query..].TrimEnd('\r'));
        HeaderLines.Put(HeaderLines.Read(lines.Skip(2)), context.Request.Headers);
        return context;
    }

    // Null where the simple way cannot tell.
    private static (string? Value, bool Told)? Expected(StickyKey key, string[] lines)
    {
        if (key.Source == StickySource.Query)
            return (FromQuery(key.Name, lines), true);
        var wanted = key.Source == StickySource.Header ? key.Name : "Cookie";
        var values = HeaderLines
            .Read(lines.Skip(2))
            .Where(header => header.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase))
            .Select(static header => header.Value)
            .ToList();
        if (key.Source == StickySource.Header)
            return (values.Count == 0 || values[0].Length == 0 ? null : Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(values[0])), true);
        if (values.Count != 1 || !SimpleCookies.IsMatch(values[0]))
            return null;
        var mine = values[0].Split("; ").FirstOrDefault(pair => pair.StartsWith(key.Name + "=", StringComparison.Ordinal));
        var value = Uri.UnescapeDataString(mine is null ? "" : mine[(key.Name.Length + 1)..]);
        return (value.Length == 0 ? null : value, true);
    }

    private static string? FromQuery(string name, string[] lines)
    {
        var at = lines.Length > 1 ? lines[1].IndexOf('?', StringComparison.Ordinal) : -1;
        if (at < 0)
            return null;
        foreach (var pair in lines[1].TrimEnd('\r')[(at + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var (left, right) = equals < 0 ? (pair, "") : (pair[..equals], pair[(equals + 1)..]);
            if (Decoded(left).Equals(name, StringComparison.OrdinalIgnoreCase))
                return Decoded(right) is { Length: > 0 } value ? value : null;
        }

        return null;
    }

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    [GeneratedRegex(@"\A(header|cookie):[A-Za-z0-9-]+\z|\Aquery:[!-~]+\z")]
    private static partial Regex Plain { get; }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]+=[A-Za-z0-9_%+-]*(; [A-Za-z0-9_-]+=[A-Za-z0-9_%+-]*)*\z")]
    private static partial Regex SimpleCookies { get; }

    [GeneratedRegex(@"\A[0-9a-f]{16}\z")]
    private static partial Regex Hex { get; }
}
