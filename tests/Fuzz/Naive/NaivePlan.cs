using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Shadow.Decisions;

namespace Fuzz.Naive;

/// <summary>What an answer's document holds, read the simple way.</summary>
internal sealed partial record NaivePlan(DecisionOutcome Outcome, Decision? Decision, LegSignals Signals, IReadOnlyList<string> Bad)
{
    private const int MaxChars = 4096;
    private const int MaxCount = 10_000;

    /// <summary>Nothing readable.</summary>
    public static NaivePlan None { get; } = new(DecisionOutcome.NotAPlan, null, default, []);

    /// <summary>Whether a signal is there, usable or not.</summary>
    public bool HoldsSignal { get; private init; }

    /// <summary>Whether it has the shape of a plan, of whatever size.</summary>
    public bool HoldsPlan { get; private init; }

    public static NaivePlan Read(ReadOnlySpan<byte> json, DecisionOptions decision, SignalOptions signals)
    {
        using var document = NaiveJson.Document(json);
        if (document is null)
            return None;
        var root = document.RootElement;
        var (agent, steps, tools) = (Find(root, decision.Agent), Find(root, decision.Steps), Find(root, decision.Tools));
        var (dryRun, objective) = (Find(root, decision.DryRun), Find(root, decision.Objective));
        var bad = new List<string>();
        var (cost, quality, build) = (Find(root, signals.CostCents), Find(root, signals.Quality), Find(root, signals.Build));
        var read = new LegSignals(
            Number(cost, 1e9, SignalCheck.CostCents, bad),
            Number(quality, 100, SignalCheck.QualityPoints, bad),
            Build(build, bad)
        );
        var shape =
            (agent?.ValueKind == JsonValueKind.String || steps?.ValueKind == JsonValueKind.Array)
            && agent?.ValueKind is null or JsonValueKind.String
            && steps?.ValueKind is null or JsonValueKind.Array
            && tools?.ValueKind is null or JsonValueKind.Array
            && dryRun?.ValueKind is null or JsonValueKind.True or JsonValueKind.False;
        var large = shape && (steps?.GetArrayLength() > MaxCount || tools?.GetArrayLength() > MaxCount);
        var made =
            shape && !large
                ? new Decision(
                    agent is null ? null : NaiveJson.Cut(NaiveJson.Text(agent.Value), MaxChars),
                    Names(steps),
                    Names(tools),
                    dryRun is null ? null : dryRun.Value.ValueKind == JsonValueKind.True,
                    objective is null ? null : NaiveJson.Cut(TextOrSpelling(objective.Value), 256)
                )
                : null;
        var outcome =
            large ? DecisionOutcome.TooLarge
            : shape ? DecisionOutcome.Plan
            : DecisionOutcome.NotAPlan;
        return new NaivePlan(outcome, made, read, bad)
        {
            HoldsPlan = shape,
            HoldsSignal = cost is not null || quality is not null || build is not null,
        };
    }

    public static double? Number(string text, double max) =>
        Decimal.IsMatch(text)
        && double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) is var value
        && value >= 0
        && value <= max
            ? value + 0.0
            : null;

    public static string? Build(string text) => BuildName.Match(text) is { Success: true } match ? match.Groups[1].Value : null;

    private static JsonElement? Find(JsonElement root, JsonPointer? pointer) =>
        pointer is null || NaiveJson.Find(root, pointer.Segments) is not { ValueKind: not JsonValueKind.Null } found ? null : found;

    private static string[] Names(JsonElement? list) =>
        list is null ? [] : [.. list.Value.EnumerateArray().Select(static item => NaiveJson.Cut(StepName(item), MaxChars))];

    private static string StepName(JsonElement step)
    {
        if (step.ValueKind == JsonValueKind.Object)
        {
            foreach (var name in new[] { "name", "id", "tool" })
            {
                if (NaiveJson.Find(step, [name]) is { ValueKind: JsonValueKind.String } text)
                    return NaiveJson.Text(text);
            }
        }

        return TextOrSpelling(step);
    }

    private static string TextOrSpelling(JsonElement value) =>
        value.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? NaiveJson.Canonical(value) : NaiveJson.Text(value);

    private static double? Number(JsonElement? value, double max, string name, List<string> bad) =>
        value is null ? null : Usable(Number(Scalar(value.Value), max), name, bad);

    private static string? Build(JsonElement? value, List<string> bad) =>
        value is null ? null : Usable(Build(Scalar(value.Value)), SignalCheck.BuildName, bad);

    private static string Scalar(JsonElement value) =>
        value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? NaiveJson.Text(value) : "";

    private static T? Usable<T>(T? value, string name, List<string> bad)
    {
        if (value is null)
            bad.Add(name);
        return value;
    }

    [GeneratedRegex(@"\A[ \t]*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?[ \t]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Decimal { get; }

    [GeneratedRegex(@"\A[ \t]*([!-~]([ -~]{0,126}[!-~])?)[ \t]*\z")]
    private static partial Regex BuildName { get; }
}
