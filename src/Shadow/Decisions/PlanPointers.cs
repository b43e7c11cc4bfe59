using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Shadow.Decisions;

/// <summary>The pointers of a decision and its signals. A set of them is a byte with the bits of <see cref="PlanField"/>.</summary>
internal readonly struct PlanPointers
{
    public const int Count = 8;

    private readonly Pointers _pointers;

    public PlanPointers(DecisionOptions decision, SignalOptions signals)
    {
        _pointers[(int)PlanField.Agent] = decision.Agent;
        _pointers[(int)PlanField.Steps] = decision.Steps;
        _pointers[(int)PlanField.Tools] = decision.Tools;
        _pointers[(int)PlanField.DryRun] = decision.DryRun;
        _pointers[(int)PlanField.Objective] = decision.Objective;
        _pointers[(int)PlanField.CostCents] = signals.CostCents;
        _pointers[(int)PlanField.Quality] = signals.Quality;
        _pointers[(int)PlanField.Build] = signals.Build;
        for (var i = 0; i < Count; i++)
        {
            if (_pointers[i] is not null)
                All |= (byte)(1 << i);
        }
    }

    /// <summary>Those that are set at all.</summary>
    public byte All { get; }

    public JsonPointer? this[PlanField field] => _pointers[(int)field];

    /// <summary>Those of <paramref name="fields"/> that are at their end after so many tokens.</summary>
    public byte EndingAt(int tokens, byte fields)
    {
        byte ending = 0;
        for (uint left = fields; left != 0; left &= left - 1)
        {
            var i = BitOperations.TrailingZeroCount(left);
            if (_pointers[i]!.Length == tokens)
                ending |= (byte)(1 << i);
        }

        return ending;
    }

    /// <summary>Those of <paramref name="fields"/> whose token is the property name that the reader is at.</summary>
    public byte Named(ref Utf8JsonReader reader, int token, byte fields)
    {
        byte named = 0;
        for (uint left = fields; left != 0; left &= left - 1)
        {
            var i = BitOperations.TrailingZeroCount(left);
            if (IsNamed(ref reader, _pointers[i]!, token))
                named |= (byte)(1 << i);
        }

        return named;
    }

    /// <summary>Those of <paramref name="fields"/> whose token is that element of an array.</summary>
    public byte Indexed(int index, int token, byte fields)
    {
        byte indexed = 0;
        for (uint left = fields; left != 0; left &= left - 1)
        {
            var i = BitOperations.TrailingZeroCount(left);
            if (_pointers[i]!.Index(token) == index)
                indexed |= (byte)(1 << i);
        }

        return indexed;
    }

    // Not ValueTextEquals: it throws at a name with half a surrogate pair.
    private static bool IsNamed(ref Utf8JsonReader reader, JsonPointer pointer, int token) =>
        reader.ValueIsEscaped
            ? JsonText.Matches(reader.ValueSpan, pointer.Segments[token])
            : reader.ValueSpan.SequenceEqual(pointer.Name(token));

    [InlineArray(Count)]
    private struct Pointers
    {
        private JsonPointer? _first;
    }
}
