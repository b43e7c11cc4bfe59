using Spectre.Console;
using Spectre.Console.Rendering;

namespace Sidecar.Demo.Screens;

/// <summary>What the parts of the live view have in common.</summary>
internal static class FrameParts
{
    /// <summary>Columns of the view: it fits a terminal of 80.</summary>
    public const int Width = 78;

    /// <summary>A text that is no longer than so many columns.</summary>
    public static string Cut(string text, int width) => text.Length <= width ? text : string.Concat(text.AsSpan(0, width - 1), "…");

    /// <summary>Content within a line, with a header in it.</summary>
    public static Panel Box(IRenderable content, string header, int width) =>
        new(content)
        {
            // No-break spaces: a header loses plain ones.
            Header = new PanelHeader($"\u00a0{header}\u00a0"),
            Border = BoxBorder.Rounded,
            Width = width,
            Padding = new Padding(0, 0),
        };
}
