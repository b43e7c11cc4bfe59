namespace Sidecar.Demo.Planners;

/// <summary>An answer as server-sent events: each step as it is decided, and the whole plan last.</summary>
internal static class PlanEvents
{
    /// <summary>Writes the events and flushes each: a reader sees them one by one.</summary>
    public static async Task WriteAsync(HttpResponse response, SamplePlan plan, CancellationToken ct)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        foreach (var step in plan.Steps)
            await WriteAsync(response, "event: step\ndata: "u8.ToArray(), PlanJson.Write("step", step), ct);
        await WriteAsync(response, "event: plan\ndata: "u8.ToArray(), PlanJson.Write(plan), ct);
    }

    private static async Task WriteAsync(HttpResponse response, byte[] head, ReadOnlyMemory<byte> data, CancellationToken ct)
    {
        await response.Body.WriteAsync(head, ct);
        await response.Body.WriteAsync(data, ct);
        await response.Body.WriteAsync("\n\n"u8.ToArray(), ct);
        await response.Body.FlushAsync(ct);
    }
}
