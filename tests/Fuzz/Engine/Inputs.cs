using System.Diagnostics.CodeAnalysis;
using System.IO.Hashing;

namespace Fuzz.Engine;

/// <summary>What a target varies beside the input's bytes, drawn from those bytes: the same file shows the same thing.</summary>
internal static class Inputs
{
    /// <summary>A source of such choices.</summary>
    public static Random Choices(ReadOnlySpan<byte> input) => new((int)XxHash3.HashToUInt64(input));

    /// <summary>The input in pieces of odd sizes.</summary>
    [SuppressMessage("Security", "CA5394", Justification = "It must be repeatable, not unguessable.")]
    public static List<byte[]> Pieces(ReadOnlySpan<byte> input, Random choices)
    {
        var pieces = new List<byte[]>();
        var most = choices.Next(4) == 0 ? 2000 : 12;
        while (!input.IsEmpty)
        {
            var length = Math.Min(input.Length, choices.Next(1, most));
            pieces.Add(input[..length].ToArray());
            input = input[length..];
        }

        return pieces;
    }
}
