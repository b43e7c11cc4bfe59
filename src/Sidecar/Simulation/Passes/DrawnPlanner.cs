using Shadow.Detection;
using Shadow.Runs;
using Sidecar.Simulation.Scenarios;

namespace Sidecar.Simulation.Passes;

/// <summary>A planner of a pass: draws its legs, in the order in which it is asked.</summary>
internal sealed class DrawnPlanner(Planner planner, Scenario scenario, Draws draws)
{
    private readonly PlannerScript _script = planner == Planner.V1 ? scenario.V1 : scenario.V2;
    private int _failing;

    /// <summary>The leg of a run.</summary>
    public DrawnLeg Leg(int run)
    {
        var traits = _script.At(run);
        var failure = Failure(run, traits.Errors);
        var latencyMs = LatencyMs(run, traits.Latency);
        var deadlineMs = scenario.TimeoutSeconds * 1000;
        if (failure == LegFailure.Timeout || latencyMs >= deadlineMs)
            (failure, latencyMs) = (LegFailure.Timeout, deadlineMs);
        var quality = failure == LegFailure.None ? Quality(run, traits.Quality) : null;
        var late = traits.Quality.LateSeconds > 0;
        return new DrawnLeg(
            new LegFacts(
                planner,
                failure,
                Inconclusive: false,
                Decided: failure == LegFailure.None,
                Math.Round(latencyMs * 1000) / 1000,
                Cost(run, traits.Cost),
                late ? null : quality
            ),
            late ? quality : null,
            traits.Quality.LateSeconds
        );
    }

    private LegFailure Failure(int run, ErrorTraits traits)
    {
        foreach (var outage in scenario.Outages)
        {
            if (outage.Covers(run) && draws.Of(run, Drawn.Outage) * 100 < outage.Pct)
                return outage.Kind;
        }

        if (_failing == 0 && draws.Hits(run, planner, Drawn.Error, Begins(traits)))
            _failing = traits.Burst;
        if (_failing == 0)
            return LegFailure.None;
        _failing--;
        return traits.Kind;
    }

    // Between two bursts of b legs lie (1 - p) / p others in the mean, so that the share s of failures comes of p = s / (s + b (1 - s)).
    private static double Begins(ErrorTraits traits)
    {
        var share = traits.Pct / 100;
        return traits.Burst == 1 || share == 0 ? traits.Pct : 100 * share / (share + traits.Burst * (1 - share));
    }

    private double LatencyMs(int run, LatencyTraits traits)
    {
        if (draws.Hits(run, planner, Drawn.Hang, traits.HangPct))
            return traits.HangSeconds * 1000;
        if (traits.P95Ms == traits.MedianMs)
            return traits.MedianMs;
        var sigma = ExactMath.Log(traits.P95Ms / traits.MedianMs) / NormalQuantile.P95;
        return traits.MedianMs * ExactMath.Exp(sigma * draws.Normal(run, planner, Drawn.Latency));
    }

    private double? Quality(int run, QualityTraits traits)
    {
        if (draws.Hits(run, planner, Drawn.NoQuality, traits.MissingPct))
            return null;
        if (traits.RightPct is { } right)
            return draws.Hits(run, planner, Drawn.Quality, right) ? 100 : 0;
        return Math.Clamp(Spread(run, Drawn.Quality, traits.Mean, traits.Spread), 0, 100);
    }

    private double? Cost(int run, CostTraits traits) =>
        draws.Hits(run, planner, Drawn.NoCost, traits.MissingPct)
            ? null
            : Math.Max(0, Spread(run, Drawn.Cost, traits.MeanCents, traits.Spread));

    private double Spread(int run, Drawn what, double mean, double spread) =>
        spread == 0 ? mean : mean + spread * draws.Normal(run, planner, what);
}
