using System.Globalization;
using Sidecar.Demo.Screens;

namespace Sidecar.Simulation.Output;

/// <summary>Writes for a person, at most 80 columns wide, with the same line ends everywhere: what is printed is the same byte for byte.</summary>
internal sealed class Page(TextWriter output)
{
    private const int Width = 80;
    private const int Label = 18;

    /// <summary>A line as it is.</summary>
    public void Line(string text = "")
    {
        output.Write(text.TrimEnd());
        output.Write('\n');
    }

    /// <summary>A text, indented and wrapped.</summary>
    public void Text(string text, int indent = 2) => Wrapped(new string(' ', indent), text);

    /// <summary>A text behind its label.</summary>
    public void Field(string label, string text) => Wrapped($"  {label}".PadRight(Label), text);

    /// <summary>Texts, one under the other, behind a label; nothing where there are none.</summary>
    public void Fields(string label, IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            Field(label, text);
            label = "";
        }
    }

    /// <summary>A text behind what stands before it; further lines begin under it.</summary>
    public void Wrapped(string before, string text)
    {
        foreach (var line in WrappedText.Lines(text, Width - before.Length))
        {
            Line(before + line);
            before = new string(' ', before.Length);
        }
    }

    /// <summary>A text in the way of every machine.</summary>
    public static string Of(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
