using Shadow.Runs;
using Sidecar.Guard.Judging;
using Sidecar.Metrics;

namespace Sidecar.Recording;

/// <summary>Where ended legs and runs go: metrics, evidence, audit log. Nothing here waits.</summary>
internal sealed class RunReporter(
    SidecarMetrics metrics,
    Evaluator evaluator,
    LateQualities qualities,
    IRunRecorder recorder,
    ILogger<RunReporter> logger
) : IRunObserver
{
    /// <inheritdoc/>
    public void RunAnswered(Run run) => metrics.Selection(run.Selected, run.Reason).Inc();

    /// <inheritdoc/>
    public void LegSettled(Leg leg) => evaluator.LegSettled(leg);

    /// <inheritdoc/>
    public void RunFinished(Run run, RunRecord record)
    {
        try
        {
            evaluator.RunFinished(run, record);
            var rated = qualities.Apply(record);
            // The run was judged before these came to its evidence.
            if (!ReferenceEquals(rated, record))
                evaluator.Judge();
            record = rated;
            if (record.Diff is { } diff)
                metrics.DecisionDiff.Inc(record.V1?.Decision?.Agent, record.V2?.Decision?.Agent, diff.AnyChange);
            Count(record.V1);
            Count(record.V2);
        }
        finally
        {
            // The ledger comes last, whatever happened: whoever sees the run in it sees everything else that was counted of it.
            metrics.Outcome(record.Outcome).Inc();
        }

        if (!recorder.TryRecord(record))
            qualities.Forget([record]);
    }

    /// <inheritdoc/>
    public void RunFaulted(Run run, Exception exception) => Log.RunFaulted(logger, run.Start.RunId, exception);

    /// <inheritdoc/>
    public void Resent(Leg leg) => metrics.Resent(leg.Planner, leg.Role);

    /// <inheritdoc/>
    public void BadSignal(string signal) => metrics.BadSignal(signal);

    private void Count(LegRecord? leg)
    {
        if (leg is null || leg.Inconclusive)
            return;
        metrics.RunSeconds(leg.Planner, leg.Role).Observe(leg.LatencyMs / 1000);
        if (leg.Signals.CostCents is { } cents)
            metrics.CostCents(leg.Planner, leg.Role).Inc(cents);
        if (leg.Failure != LegFailure.None)
            metrics.Errors(leg.Planner, leg.Role, leg.Failure).Inc();
    }
}
