using System.Text.Json;

namespace Sidecar.Demo.Reading;

/// <summary>The run whose leg tipped a judgement.</summary>
/// <param name="RunId">The run.</param>
/// <param name="EndedAt">When the leg ended.</param>
internal sealed record TippingReading(string RunId, DateTimeOffset EndedAt)
{
    /// <summary>Reads the <c>tipped_by</c> object.</summary>
    public static TippingReading Of(JsonElement run) =>
        new(run.GetProperty("run_id").GetString() ?? "", run.GetProperty("ended_at").GetDateTimeOffset());
}
