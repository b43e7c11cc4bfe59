using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sidecar.Simulation.Output;

/// <summary>What <c>simulate --json</c> prints.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PassAnswer))]
[JsonSerializable(typeof(RepetitionAnswer))]
[JsonSerializable(typeof(RejudgedAnswer))]
internal sealed partial class SimulationJson : JsonSerializerContext
{
    /// <summary>Indented, with <c>¢</c> and <c>&gt;</c> of the breach texts readable, and the same line ends everywhere.</summary>
    public static SimulationJson Readable { get; } =
        new(
            new JsonSerializerOptions
            {
                PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                WriteIndented = true,
                NewLine = "\n",
            }
        );
}
