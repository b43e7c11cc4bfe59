using System.Runtime.CompilerServices;
using System.Text;

namespace Fuzz.Engine;

/// <summary>What must hold of an answer, whatever the input was.</summary>
internal static class Promise
{
    // What the runtime itself may take beside: tiering, pools that grow, the first use of a type.
    private const long Beside = 256 * 1024;

    public static void Holds(bool holds, string promise, [InterpolatedStringHandlerArgument(nameof(holds))] ref BrokenText text)
    {
        if (!holds)
            throw new PromiseBrokenException(promise, text.ToStringAndClear());
    }

    public static void Holds(bool holds, string promise) => Holds(holds, promise, $"");

    public static void Same<T>(T expected, T actual, string promise) =>
        Holds(EqualityComparer<T>.Default.Equals(expected, actual), promise, $"expected {expected}, got {actual}");

    public static void SameList(IReadOnlyList<string> expected, IReadOnlyList<string> actual, string promise) =>
        Holds(
            expected.SequenceEqual(actual, StringComparer.Ordinal),
            promise,
            $"expected [{string.Join(" | ", expected)}], got [{string.Join(" | ", actual)}]"
        );

    /// <summary>A text for people: not empty, and nothing in it that moves their cursor or forges a line of a log.</summary>
    public static void IsForPeople(string text)
    {
        Holds(!string.IsNullOrWhiteSpace(text), "a refusal says something");
        Holds(!text.Any(char.IsControl), "a refusal holds no control character", $"it is: {text}");
        Holds(
            text.EnumerateRunes().All(static rune => rune != Rune.ReplacementChar) || text.Contains('\uFFFD'),
            "a refusal is whole text",
            $"it is: {text}"
        );
    }

    /// <summary>Runs an action that may allocate so much for each byte of its input.</summary>
    public static void Allocates(int input, int bytesForEach, long atAll, Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        var bound = Beside + atAll + ((long)bytesForEach * input);
        Holds(taken <= bound, "memory is bounded by the input", $"{taken:N0} bytes for an input of {input:N0}, allowed are {bound:N0}");
    }
}
