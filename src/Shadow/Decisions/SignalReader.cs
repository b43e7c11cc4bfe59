using System.Text.Json;

namespace Shadow.Decisions;

/// <summary>Reads the signals that were located in a document.</summary>
internal static class SignalReader
{
    private delegate T? Check<T>(string? text, out bool bad);

    /// <summary>The usable ones; the name of each unusable one goes to <paramref name="badSignal"/>.</summary>
    public static LegSignals Read(ReadOnlySpan<byte> json, in FieldLocations found, Action<string>? badSignal)
    {
        if (!found.HoldSignal)
            return default;
        return new LegSignals(
            Read<double?>(json, found[PlanField.CostCents], SignalCheck.Cost, SignalCheck.CostCents, badSignal),
            Read<double?>(json, found[PlanField.Quality], SignalCheck.Quality, SignalCheck.QualityPoints, badSignal),
            Read<string>(json, found[PlanField.Build], SignalCheck.Build, SignalCheck.BuildName, badSignal)
        );
    }

    private static T? Read<T>(ReadOnlySpan<byte> json, FieldLocation value, Check<T> check, string name, Action<string>? badSignal)
    {
        if (!value.HasValue)
            return default;
        // Other types than these become the empty text, which no check takes.
        var text = value.Type switch
        {
            JsonTokenType.String => JsonText.Read(value.TextIn(json), value.Length),
            JsonTokenType.Number => JsonText.Read(value.In(json), value.Length),
            _ => "",
        };
        var signal = check(text, out var bad);
        if (bad)
            badSignal?.Invoke(name);
        return signal;
    }
}
