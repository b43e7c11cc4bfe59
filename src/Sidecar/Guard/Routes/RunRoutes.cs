using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sidecar.Guard.Access;
using Sidecar.Guard.Contracts;
using Sidecar.Storage;

namespace Sidecar.Guard.Routes;

/// <summary>GET /guard/runs and /guard/runs/{run_id}: the audit log.</summary>
internal sealed class RunRoutes(IRunLog log, RunDocument document)
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The routes.</summary>
    public IReadOnlyList<GuardRoute> Routes =>
        [new("GET", "/runs", GuardNeed.Read, ListAsync), new("GET", "/runs/{run_id}", GuardNeed.Read, GetAsync)];

    private async Task ListAsync(HttpContext context)
    {
        var faults = RunFilters.Read(context.Request.Query, out var query);
        if (faults.Count > 0)
        {
            await Problems.WriteFaultsAsync(context, faults);
            return;
        }

        var page = await log.ReadAsync(query, context.RequestAborted);
        await WriteAsync(
            context,
            writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartArray("items"u8);
                foreach (var run in page.Items)
                    document(writer, run);
                writer.WriteEndArray();
                if (page.Next is { } next)
                    writer.WriteString("next"u8, next);
                else
                    writer.WriteNull("next"u8);
                writer.WriteEndObject();
            }
        );
    }

    private async Task GetAsync(HttpContext context)
    {
        var faults = new List<FieldFault>(new QueryFaults(context.Request.Query).Faults);
        if (!RunIdText.TryRead(context.Request.RouteValues["run_id"] as string, out var runId))
            faults.Add(new("run_id", "must be a UUID, as in X-Planner-Run-Id."));
        if (faults.Count > 0)
        {
            await Problems.WriteFaultsAsync(context, faults);
            return;
        }

        if (await log.FindAsync(runId, context.RequestAborted) is { } run)
            await WriteAsync(context, writer => document(writer, run));
        else
            await Problems.WriteAsync(
                context,
                StatusCodes.Status404NotFound,
                "No such run",
                $"The audit log holds no run {runId:D}: it never was, is not written yet (0.1 s), or is older than Storage:RetentionDays."
            );
    }

    private static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        await using (var writer = new Utf8JsonWriter(buffer, Readable))
            write(writer);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, buffer.WrittenMemory);
    }
}
