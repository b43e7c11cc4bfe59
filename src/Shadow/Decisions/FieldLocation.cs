using System.Text.Json;

namespace Shadow.Decisions;

/// <summary>Where a value lies in a document, quotes and brackets included.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Type">The token that it begins with; <see cref="JsonTokenType.None"/> where there is no such value.</param>
internal readonly record struct FieldLocation(int Start, int Length, JsonTokenType Type)
{
    public bool HasValue => Type is not (JsonTokenType.None or JsonTokenType.Null);

    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> json) => json.Slice(Start, Length);

    /// <summary>What stands between the quotes of a string, still escaped.</summary>
    public ReadOnlySpan<byte> TextIn(ReadOnlySpan<byte> json) => json.Slice(Start + 1, Length - 2);
}
