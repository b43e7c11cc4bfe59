namespace Sidecar.Guard.Judging;

/// <summary>Judges once a second: a v2 that hangs ends no legs that could be judged.</summary>
internal sealed class EvaluationTimer(Evaluator evaluator, EvidenceReadback readback, TimeProvider time, ILogger<EvaluationTimer> logger)
    : BackgroundService
{
    /// <summary>Between two judgements.</summary>
    internal static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Judge();
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    // A guard that has stopped to judge is worse than one that failed once.
    private void Judge()
    {
        try
        {
            readback.Judged(evaluator.Judge());
        }
        catch (Exception fault)
        {
            Log.NotEvaluated(logger, fault);
        }
    }
}
