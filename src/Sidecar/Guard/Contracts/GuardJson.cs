using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sidecar.Guard.Contracts;

/// <summary>The JSON of the guard's answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StatusAnswer))]
[JsonSerializable(typeof(HistoryAnswer))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(ProbeAnswer))]
[JsonSerializable(typeof(ProblemAnswer))]
[JsonSerializable(typeof(RollbackEvidence))]
[JsonSerializable(typeof(BuildChange))]
[JsonSerializable(typeof(QualityAnswer))]
internal sealed partial class GuardJson : JsonSerializerContext
{
    /// <summary>Leaves <c>¢</c> and <c>&gt;</c> of the breach texts readable. Answers are JSON to the browser too (nosniff).</summary>
    public static GuardJson Readable { get; } =
        new(
            new JsonSerializerOptions
            {
                PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );
}
