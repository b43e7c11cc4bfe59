using Shadow.Runs;
using Sidecar.Configuration;
using Sidecar.Guard;

namespace Sidecar.Routing;

/// <summary>
/// Cuts runs over when the kill switch comes. It walks the registry instead of having every run wait for a token: a run enters the registry
/// and then looks at the switch again, so that none slips between the two.
/// </summary>
internal sealed class CutOver(GuardController guard, RunRegistry registry, LiveOptions live) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        guard.KillSwitchCame += Cut;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        guard.KillSwitchCame -= Cut;
        return Task.CompletedTask;
    }

    // Under the guard's lock, before the change is answered: nothing here waits, it swaps and queues.
    private void Cut()
    {
        if (!live.Current.Canary.CutOverInFlight)
            return;
        foreach (var run in registry.Open)
        {
            // A run that began without cutting over has not kept what v1 would need.
            if (run.Start.Assigned == Planner.V2 && run.Options.CutOver)
                run.TryTakeOver(AnswerTurn.CutOver);
        }
    }
}
