namespace Shadow.Detection;

/// <summary>The newest samples of one planner's legs. Not thread-safe.</summary>
public sealed class LegWindow
{
    private const double Million = 1_000_000;

    private readonly Queue<LegSample> _samples = new();

    /// <summary>Legs in the window.</summary>
    public int Count => _samples.Count;

    /// <summary>Adds a sample and lets the oldest go that are over the window.</summary>
    public void Add(LegSample sample, int windowRuns)
    {
        _samples.Enqueue(sample);
        while (_samples.Count > windowRuns)
            _samples.Dequeue();
    }

    /// <summary>The window's figures.</summary>
    public LegStatistics Statistics(string? source = null)
    {
        var latencies = new List<long>(_samples.Count);
        var (cost, quality, costs, qualities, failures) = (0L, 0L, 0, 0, 0);
        foreach (var sample in _samples)
        {
            failures += sample.Failed ? 1 : 0;
            if (sample.LatencyMicros is { } latency)
                latencies.Add(latency);
            if (sample.CostMicros is { } cents)
            {
                cost += cents;
                costs++;
            }

            if (sample.QualityMicros is { } points)
            {
                quality += points;
                qualities++;
            }
        }

        latencies.Sort();
        return new LegStatistics
        {
            Samples = _samples.Count,
            QualityMean = qualities == 0 ? null : quality / (double)qualities / Million,
            LatencyP50Ms = NearestRank.Of(latencies, 50) / 1000.0,
            LatencyP95Ms = NearestRank.Of(latencies, 95) / 1000.0,
            CostMeanCents = costs == 0 ? null : cost / (double)costs / Million,
            ErrorRatePct = _samples.Count == 0 ? null : 100.0 * failures / _samples.Count,
            Source = source,
        };
    }
}
