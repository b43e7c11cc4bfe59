using System.Text.Json;

namespace Sidecar.Demo.Reading;

/// <summary>An entry of the guard's history.</summary>
/// <param name="Id">Grows with every entry.</param>
/// <param name="Kind"><c>start</c>, <c>config</c>, <c>rollback</c> or <c>epoch</c>.</param>
/// <param name="Reason">Why.</param>
/// <param name="Rollback">The rollback, where it is one.</param>
internal sealed record HistoryReading(long Id, string Kind, string Reason, RollbackReading? Rollback)
{
    /// <summary>Reads an entry.</summary>
    public static HistoryReading Of(JsonElement entry)
    {
        var kind = entry.GetProperty("kind").GetString() ?? "";
        return new HistoryReading(
            entry.GetProperty("id").GetInt64(),
            kind,
            entry.GetProperty("reason").GetString() ?? "",
            kind == "rollback" ? RollbackReading.Of(entry) : null
        );
    }
}
