using System.Text.Json.Nodes;
using Rig;

namespace RollbackBench;

/// <summary>Makes v2 worse again and again under load, and lets the guard roll it back each time.</summary>
internal sealed class RollbackLoad(LoadPlanner v2, Operator guard)
{
    // The default of Regress:WindowRuns: from here on every leg moves a full window.
    private const int FullWindow = 100;

    private static readonly PlannerConduct[] Worse =
    [
        PlannerConduct.Healthy with
        {
            Status = 500,
        },
        PlannerConduct.Healthy with
        {
            CostCents = 8,
        },
        PlannerConduct.Healthy with
        {
            Quality = 60,
        },
    ];

    /// <summary>Goes on until there were so many.</summary>
    public async Task RunAsync(int rollbacks, CancellationToken cancellationToken)
    {
        for (var number = 0; number < rollbacks; number++)
        {
            // From 20 to 50 percent.
            var config = new JsonObject
            {
                ["kill_switch"] = false,
                ["canary_pct"] = 20 + 10 * (number % 4),
                ["updated_by"] = "bench",
            };
            await guard.PutConfigAsync(config);
            await guard.StatusUntilAsync(
                static status => (int)status["stats"]!["v2"]!["samples"]! >= FullWindow,
                "a full window of v2",
                cancellationToken
            );
            v2.Conduct = Worse[number % Worse.Length];
            await guard.StatusUntilAsync(static status => (bool)status["config"]!["kill_switch"]!, "a rollback", cancellationToken);
            v2.Conduct = PlannerConduct.Healthy;
        }

        // The history is to have the last one too.
        await guard.StatusUntilAsync(
            static status => (bool)status["config"]!["durable"]!,
            "the last rollback in the store",
            cancellationToken
        );
    }
}
