using System.Text.Json;

namespace Sidecar.Demo.Reading;

/// <summary>What an automatic rollback rests on, as it is kept with it.</summary>
/// <param name="V1">v1's legs.</param>
/// <param name="V2">v2's legs.</param>
/// <param name="OpenLegs">Open legs of v2 that were counted at their age.</param>
/// <param name="TippedBy">The run whose leg tipped it; null where the guard's clock did.</param>
internal sealed record EvidenceReading(LegReading V1, LegReading V2, int OpenLegs, TippingReading? TippedBy)
{
    /// <summary>Reads the <c>evidence</c> object.</summary>
    public static EvidenceReading Of(JsonElement evidence) =>
        new(
            LegReading.Of(evidence.GetProperty("v1")),
            LegReading.Of(evidence.GetProperty("v2")),
            evidence.GetProperty("open_legs").GetInt32(),
            evidence.GetProperty("tipped_by") is { ValueKind: JsonValueKind.Object } run ? TippingReading.Of(run) : null
        );
}
