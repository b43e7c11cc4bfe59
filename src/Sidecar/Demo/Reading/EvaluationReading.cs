using System.Text.Json;

namespace Sidecar.Demo.Reading;

/// <summary>The guard's newest judgement.</summary>
/// <param name="Action"><c>none</c> or <c>rollback</c>.</param>
/// <param name="Verdict"><c>healthy</c>, <c>regression</c> or <c>insufficient_data</c>.</param>
/// <param name="Breaches">The breach texts.</param>
internal sealed record EvaluationReading(string Action, string Verdict, IReadOnlyList<string> Breaches)
{
    /// <summary>Reads the <c>evaluation</c> object.</summary>
    public static EvaluationReading Of(JsonElement evaluation) =>
        new(
            evaluation.GetProperty("action").GetString() ?? "",
            evaluation.GetProperty("verdict").GetString() ?? "",
            JsonTexts.Of(evaluation.GetProperty("breaches"))
        );
}
