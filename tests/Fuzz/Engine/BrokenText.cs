using System.Runtime.CompilerServices;

namespace Fuzz.Engine;

/// <summary>Says how a promise was broken. Where it was kept nothing is written, as that is the case millions of times.</summary>
[InterpolatedStringHandler]
internal ref struct BrokenText
{
    private DefaultInterpolatedStringHandler _text;

    public BrokenText(int literalLength, int formattedCount, bool holds, out bool writes)
    {
        writes = !holds;
        _text = writes ? new DefaultInterpolatedStringHandler(literalLength, formattedCount) : default;
    }

    public void AppendLiteral(string value) => _text.AppendLiteral(value);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    public void AppendFormatted<T>(T value, string format) => _text.AppendFormatted(value, format);

    public string ToStringAndClear() => _text.ToStringAndClear();
}
