namespace Sidecar.Guard.Judging;

/// <summary>Health is degraded while v2 is worse than it may be and v1 is no better: an operator has to look.</summary>
internal sealed class UnfitAlarm(HealthState health, ILogger<UnfitAlarm> logger)
{
    private const string Sentence =
        "v2 breaches its thresholds, but v1 fails the same runs at least as often, and at least every second one: nothing was rolled back. "
        + "Look at what both planners share, or at v1. POST /guard/rollback acts all the same.";

    private readonly Lock _lock = new();
    private volatile bool _on;

    /// <summary>Says how it is now.</summary>
    public void Set(bool on)
    {
        if (on == _on)
            return;
        lock (_lock)
        {
            if (on == _on)
                return;
            _on = on;
            if (!on)
            {
                health.Recover(Evaluations.V1Unfit);
                return;
            }

            health.Degrade(Evaluations.V1Unfit, Sentence);
            Log.V1Unfit(logger);
        }
    }
}
