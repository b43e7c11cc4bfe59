using Shadow.Runs;

namespace Shadow.Detection;

/// <summary>What became of the mirroring of an epoch's runs. Not thread-safe.</summary>
internal sealed class MirrorTally
{
    private static readonly ShadowOutcome[] Outcomes = Enum.GetValues<ShadowOutcome>();

    private readonly long[] _runs = new long[Outcomes.Length];
    private long _changed;

    public void Add(in MirrorCount count)
    {
        _runs[(int)count.Outcome] += count.Runs;
        _changed += count.Changed;
    }

    public ShadowStatistics Statistics()
    {
        var byOutcome = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var outcome in Outcomes)
        {
            if (_runs[(int)outcome] > 0)
                byOutcome[outcome.Name()] = _runs[(int)outcome];
        }

        return new ShadowStatistics(_runs.Sum(), _runs[(int)ShadowOutcome.Compared], _changed, byOutcome);
    }
}
