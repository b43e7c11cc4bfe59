using System.Text.Json;
using Shadow.Detection;
using Sidecar.Guard.Access;
using Sidecar.Guard.Contracts;

namespace Sidecar.Guard.Routes;

/// <summary>PUT /guard/config and POST /guard/rollback.</summary>
internal sealed class ConfigRoutes(GuardController controller, IEvidence evidence, ILogger<ConfigRoutes> logger)
{
    /// <summary>The routes.</summary>
    public IReadOnlyList<GuardRoute> Routes =>
        [new("PUT", "/config", GuardNeed.Write, PutAsync), new("POST", "/rollback", GuardNeed.Write, RollbackAsync)];

    private async Task PutAsync(HttpContext context)
    {
        if (!await RequestBody.IsJsonAsync(context) || await RequestBody.ReadAsync(context) is not { } body)
            return;
        var faults = Faults(context, IfMatch.Read(context.Request.Headers.IfMatch, out var version));
        faults.AddRange(ConfigBody.Read(body.Span, ConfigBody.ConfigFields, out var change));
        if (faults.Count > 0)
            await Problems.WriteFaultsAsync(context, faults);
        else
            await AnswerAsync(context, await controller.ChangeAsync(change, version));
    }

    private async Task RollbackAsync(HttpContext context)
    {
        if (await RequestBody.ReadAsync(context) is not { } body)
            return;
        var faults = Faults(context, null);
        var change = new ConfigChange(null, null, null, null);
        if (body.Length > 0)
        {
            if (!await RequestBody.IsJsonAsync(context))
                return;
            faults.AddRange(ConfigBody.Read(body.Span, ConfigBody.RollbackFields, out change));
        }

        if (faults.Count > 0)
        {
            await Problems.WriteFaultsAsync(context, faults);
            return;
        }

        var who = change.UpdatedBy ?? "operator";
        await AnswerAsync(context, await controller.RollbackAsync(change.Reason, who, RollbackTrigger.Manual, [], Evidence()));
    }

    private static List<FieldFault> Faults(HttpContext context, FieldFault? fault) =>
        [.. new QueryFaults(context.Request.Query).Faults, .. fault is null ? [] : new[] { fault }];

    private static Task AnswerAsync(HttpContext context, ChangeResult result)
    {
        JsonAnswer.Tag(context, result.Snapshot.Version);
        return result.Outcome switch
        {
            ChangeOutcome.Applied => JsonAnswer.WriteAsync(
                context,
                StatusCodes.Status200OK,
                ConfigAnswer.From(result.Snapshot),
                GuardJson.Readable.ConfigAnswer
            ),
            ChangeOutcome.Stale => Problems.WriteAsync(context, StatusCodes.Status412PreconditionFailed, "Stale version", result.Text),
            ChangeOutcome.Conflict => Problems.WriteAsync(context, StatusCodes.Status409Conflict, "Conflict", result.Text),
            _ => Problems.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "The store is not available", result.Text),
        };
    }

    /// <summary>What is known when an operator rolls back. A rollback never fails for the want of it.</summary>
    private string? Evidence()
    {
        try
        {
            return JsonSerializer.Serialize(StatsAnswer.From(evidence.Read(controller.Current.Epoch)), GuardJson.Readable.StatsAnswer);
        }
        catch (Exception fault)
        {
            Log.NoEvidence(logger, fault);
            return null;
        }
    }
}
