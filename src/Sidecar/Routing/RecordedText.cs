namespace Sidecar.Routing;

/// <summary>A text of an agent as it is recorded.</summary>
internal static class RecordedText
{
    /// <summary>The text, or its beginning and an ellipsis where it is longer; no character is cut in two.</summary>
    public static string Of(string text, int longest)
    {
        if (text.Length <= longest)
            return text;
        var end = char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
