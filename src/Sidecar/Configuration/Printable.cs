using System.Globalization;

namespace Sidecar.Configuration;

/// <summary>Texts that repeat what a file says, for logs and terminals: what the file holds must not move a cursor or forge a line.</summary>
internal static class Printable
{
    /// <summary>The text with each control character as its escape in JSON.</summary>
    public static string Of(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(Shown)) : text;

    private static string Shown(char c) =>
        char.IsControl(c) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : c.ToString();
}
