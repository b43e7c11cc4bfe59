using System.Text.Json;

namespace Shadow.Decisions;

/// <summary>Makes a decision of what was located in a document.</summary>
internal static class DecisionBuilder
{
    /// <summary>The longest objective, in characters; the rest of a longer one is cut.</summary>
    public const int MaxObjectiveChars = 256;

    public static DecisionReading Build(ReadOnlySpan<byte> json, in FieldLocations found, LegSignals signals)
    {
        if (!found.HoldPlan)
            return DecisionReading.NotAPlan with { Signals = signals };
        var steps = List(json, found[PlanField.Steps]);
        var tools = steps is null ? null : List(json, found[PlanField.Tools]);
        if (steps is null || tools is null)
            return DecisionReading.TooLarge with { Signals = signals };
        var agent = Text(json, found[PlanField.Agent], StepNames.MaxChars);
        bool? dryRun = found[PlanField.DryRun].HasValue ? found[PlanField.DryRun].Type is JsonTokenType.True : null;
        var objective = Text(json, found[PlanField.Objective], MaxObjectiveChars);
        return new DecisionReading(DecisionOutcome.Plan, new Decision(agent, steps, tools, dryRun, objective), signals);
    }

    private static string[]? List(ReadOnlySpan<byte> json, FieldLocation list) => list.HasValue ? StepNames.Read(list.In(json)) : [];

    private static string? Text(ReadOnlySpan<byte> json, FieldLocation value, int cap) =>
        value.Type switch
        {
            JsonTokenType.None or JsonTokenType.Null => null,
            JsonTokenType.String => JsonText.Read(value.TextIn(json), cap),
            JsonTokenType.StartObject or JsonTokenType.StartArray => CanonicalJson.Write(value.In(json), cap),
            _ => JsonText.Read(value.In(json), cap),
        };
}
