using Sidecar.Guard.Access;
using Sidecar.Guard.Contracts;
using Sidecar.Guard.Judging;

namespace Sidecar.Guard.Routes;

/// <summary>POST /guard/evaluate: judges now.</summary>
internal sealed class EvaluateRoute(Evaluator evaluator)
{
    /// <summary>The route.</summary>
    public IReadOnlyList<GuardRoute> Routes => [new("POST", "/evaluate", GuardNeed.Write, PostAsync)];

    private async Task PostAsync(HttpContext context)
    {
        var query = new QueryFaults(context.Request.Query, "dry_run");
        var dryRun = query.Value<bool>(
            "dry_run",
            "be true or false",
            static text =>
                text switch
                {
                    "true" => true,
                    "false" => false,
                    _ => null,
                }
        );
        if (query.Faults.Count > 0)
        {
            await Problems.WriteFaultsAsync(context, query.Faults);
            return;
        }

        var answer = await evaluator.EvaluateAsync(dryRun ?? false);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, answer, GuardJson.Readable.EvaluationAnswer);
    }
}
