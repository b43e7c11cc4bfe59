using System.Buffers;

namespace Sidecar.Routing;

/// <summary>The names that HTTP allows for headers and cookies: a token of RFC 9110, section 5.6.2.</summary>
internal static class HttpToken
{
    private static readonly SearchValues<char> Characters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    public static bool Is(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Characters);
}
