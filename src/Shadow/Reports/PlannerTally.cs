using Shadow.Runs;

namespace Shadow.Reports;

/// <summary>Adds up the legs of one planner. Sums are integers: no order of the legs changes a figure.</summary>
/// <param name="latencyLimit">What its latency is held against, microseconds.</param>
internal sealed class PlannerTally(long latencyLimit)
{
    private const double Million = 1_000_000;
    private const double MicrosPerMilli = 1_000;

    private readonly LatencyHistogram _latencies = new(latencyLimit);
    private long _legs;
    private long _failures;
    private long _qualities;
    private long _quality;
    private long _costs;

    // A single cost may be 10^15 millionths, so a long would be full after nine thousand of them.
    private Int128 _cost;

    /// <summary>Adds a leg that is evidence. Of one that failed only a timeout's age counts, as latency.</summary>
    public void Add(in ReportLeg leg)
    {
        _legs++;
        if (leg.Failure != LegFailure.None)
        {
            _failures++;
            if (leg.Failure == LegFailure.Timeout)
                _latencies.Add(leg.LatencyMicros);
            return;
        }

        AddLatency(leg);
        if (leg.QualityMicros is { } quality)
        {
            _qualities++;
            _quality += quality;
        }

        if (leg.CostMicros is { } cost)
        {
            _costs++;
            _cost += cost;
        }
    }

    /// <summary>Adds the age of a leg of which nothing else counts.</summary>
    public void AddLatency(in ReportLeg leg) => _latencies.Add(leg.LatencyMicros);

    public PlannerFigures Figures() =>
        new()
        {
            Legs = _legs,
            Failures = _failures,
            ErrorRatePct = Share.Pct(_failures, _legs),
            QualityValues = _qualities,
            QualityMean = _qualities == 0 ? null : _quality / (double)_qualities / Million,
            LatencyValues = _latencies.Count,
            LatencyP50Ms = _latencies.Percentile(50) / MicrosPerMilli,
            LatencyP95Ms = _latencies.Percentile(95) / MicrosPerMilli,
            CostValues = _costs,
            CostMeanCents = _costs == 0 ? null : (double)_cost / _costs / Million,
        };
}
