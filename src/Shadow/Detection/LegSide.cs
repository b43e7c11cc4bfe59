namespace Shadow.Detection;

/// <summary>The samples of one planner in a window, by slot, with their sums kept as they come and go. Not thread-safe.</summary>
internal sealed class LegSide(int capacity)
{
    private readonly LegSample[] _samples = new LegSample[capacity];
    private readonly bool[] _present = new bool[capacity];
    private readonly OrderStatistics _latencies = new(capacity);
    private long _qualitySum;
    private int _qualities;
    private long _costSum;
    private int _costs;

    /// <summary>Legs that succeeded or failed.</summary>
    public int Runs { get; private set; }

    /// <summary>Legs that failed.</summary>
    public int Failures { get; private set; }

    /// <summary>The latencies, microseconds.</summary>
    public OrderStatistics Latencies => _latencies;

    /// <summary>The sample of a slot; null where it has none.</summary>
    public LegSample? At(int slot) => _present[slot] ? _samples[slot] : null;

    /// <summary>Puts a sample into a slot, in the place of what was there; false where that is the same.</summary>
    public bool Put(int slot, in LegSample sample)
    {
        if (_present[slot] && _samples[slot] == sample)
            return false;
        Clear(slot);
        _samples[slot] = sample;
        _present[slot] = true;
        Count(sample, 1);
        if (sample.LatencyMicros is { } latency)
            _latencies.Add(slot, latency);
        return true;
    }

    /// <summary>Takes a slot's sample out.</summary>
    public void Clear(int slot)
    {
        if (!_present[slot])
            return;
        _present[slot] = false;
        Count(_samples[slot], -1);
        if (_samples[slot].LatencyMicros is not null)
            _latencies.Remove(slot);
    }

    /// <summary>The figures as they stand.</summary>
    public SideFigures Figures() =>
        new(Runs, Failures, _qualities, _qualitySum, _costs, _costSum, _latencies.Count, Percentile(50), Percentile(95));

    private long Percentile(int percent) => _latencies.Count == 0 ? 0 : _latencies.Smallest(NearestRank.Rank(_latencies.Count, percent));

    private void Count(in LegSample sample, int one)
    {
        Runs += sample.Outcome == LegOutcome.Hedged ? 0 : one;
        Failures += sample.Failed ? one : 0;
        if (sample.QualityMicros is { } quality)
        {
            _qualitySum += one * quality;
            _qualities += one;
        }

        if (sample.CostMicros is { } cost)
        {
            _costSum += one * cost;
            _costs += one;
        }
    }
}
