using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Shadow.Decisions;

/// <summary>The location of each <see cref="PlanField"/>, on the stack.</summary>
[InlineArray(PlanPointers.Count)]
internal struct FieldLocations
{
    private FieldLocation _first;

    public FieldLocation this[PlanField field] => this[(int)field];

    /// <summary>Whether this is a plan: an agent or steps are there, and nothing that is there has another type than a plan's.</summary>
    public bool HoldPlan
    {
        get
        {
            var agent = this[PlanField.Agent].Type;
            var steps = this[PlanField.Steps].Type;
            return (agent == JsonTokenType.String || steps == JsonTokenType.StartArray)
                && agent is JsonTokenType.None or JsonTokenType.Null or JsonTokenType.String
                && IsListOrNothing(steps)
                && IsListOrNothing(this[PlanField.Tools].Type)
                && this[PlanField.DryRun].Type is JsonTokenType.None or JsonTokenType.Null or JsonTokenType.True or JsonTokenType.False;
        }
    }

    /// <summary>Whether any signal is there, usable or not.</summary>
    public bool HoldSignal => this[PlanField.CostCents].HasValue || this[PlanField.Quality].HasValue || this[PlanField.Build].HasValue;

    public void Set(byte fields, FieldLocation location)
    {
        for (uint left = fields; left != 0; left &= left - 1)
            this[BitOperations.TrailingZeroCount(left)] = location;
    }

    /// <summary>Gives values that were set when they began the length that they turned out to have.</summary>
    public void Close(byte fields, int end)
    {
        for (uint left = fields; left != 0; left &= left - 1)
        {
            var i = BitOperations.TrailingZeroCount(left);
            this[i] = this[i] with { Length = end - this[i].Start };
        }
    }

    private static bool IsListOrNothing(JsonTokenType type) => type is JsonTokenType.None or JsonTokenType.Null or JsonTokenType.StartArray;
}
