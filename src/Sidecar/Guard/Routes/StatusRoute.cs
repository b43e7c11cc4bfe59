using Shadow.Detection;
using Sidecar.Configuration;
using Sidecar.Guard.Access;
using Sidecar.Guard.Contracts;

namespace Sidecar.Guard.Routes;

/// <summary>GET /guard/status.</summary>
internal sealed class StatusRoute(
    GuardController controller,
    IEvidence evidence,
    IEvaluationReader evaluation,
    LiveOptions options,
    InstanceIdentity identity
)
{
    /// <summary>The route.</summary>
    public IReadOnlyList<GuardRoute> Routes => [new("GET", "/status", GuardNeed.Read, GetAsync)];

    private Task GetAsync(HttpContext context)
    {
        var query = new QueryFaults(context.Request.Query);
        if (query.Faults.Count > 0)
            return Problems.WriteFaultsAsync(context, query.Faults);
        var snapshot = controller.Current;
        var answer = new StatusAnswer
        {
            Instance = identity.Name,
            Config = ConfigAnswer.From(snapshot),
            Stats = StatsAnswer.From(evidence.Read(snapshot.Epoch)),
            Evaluation = evaluation.Current,
            LastRollback = controller.LastRollback is { } rollback ? RollbackAnswer.From(rollback) : null,
            Thresholds = ThresholdsAnswer.From(options.Current.Regress),
            Build = evaluation.Build,
            UptimeS = identity.UptimeSeconds,
        };
        JsonAnswer.Tag(context, snapshot.Version);
        return JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, answer, GuardJson.Readable.StatusAnswer);
    }
}
