using System.Text.Json;

namespace Sidecar.Demo.Reading;

/// <summary>A rollback, as the status and the history state it.</summary>
/// <param name="At">When it was in force.</param>
/// <param name="Trigger"><c>auto</c> or <c>manual</c>.</param>
/// <param name="UpdatedBy">Who did it.</param>
/// <param name="Breaches">The breach texts.</param>
/// <param name="Evidence">What it rests on; null where none is kept.</param>
internal sealed record RollbackReading(
    DateTimeOffset At,
    string Trigger,
    string UpdatedBy,
    IReadOnlyList<string> Breaches,
    EvidenceReading? Evidence
)
{
    /// <summary>The breach texts in one line.</summary>
    public string Why => Breaches.Count == 0 ? "no breach" : string.Join("; ", Breaches);

    /// <summary>From the end of the leg that tipped it to the rollback; null where no leg did.</summary>
    public TimeSpan? AfterTipping =>
        // The two moments were read from two clocks.
        Evidence?.TippedBy
            is { } leg
            ? TimeSpan.FromTicks(Math.Max(0, (At - leg.EndedAt).Ticks))
            : null;

    /// <summary>Reads <c>last_rollback</c>, or an entry of the history.</summary>
    public static RollbackReading Of(JsonElement rollback) =>
        new(
            rollback.GetProperty("at").GetDateTimeOffset(),
            rollback.GetProperty("trigger").GetString() ?? "",
            rollback.GetProperty("updated_by").GetString() ?? "",
            JsonTexts.Of(rollback.GetProperty("breaches")),
            rollback.GetProperty("evidence") is { ValueKind: JsonValueKind.Object } evidence ? EvidenceReading.Of(evidence) : null
        );
}
