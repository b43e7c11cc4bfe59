namespace Shadow.Detection;

/// <summary>
/// v2's failures in a row, where v1's leg of the run succeeded or is not known. A run that failed on both sides neither counts nor ends the
/// row. Not thread-safe.
/// </summary>
internal sealed class FailureStreak
{
    private int _row = 1;

    /// <summary>How many.</summary>
    public int Count { get; private set; }

    /// <summary>A leg of v2 ended. Returns the mark of the run, for <see cref="Beside"/>; 0 where v2 did not fail.</summary>
    public int Ended(in LegSample v2, LegSample? v1)
    {
        switch (v2.Outcome)
        {
            case LegOutcome.Succeeded:
                Count = 0;
                _row++;
                return 0;
            case LegOutcome.Failed when v1 is not { Failed: true }:
                Count++;
                return _row;
            case LegOutcome.Failed:
                return -_row;
            default:
                return 0;
        }
    }

    /// <summary>
    /// What v1's leg of a run turned out to be: it failed too, or it was asked again and did not. A row that has ended since is left alone.
    /// </summary>
    /// <param name="mark">The run's: its row, negative where it was not counted.</param>
    /// <param name="failed">Whether v1's leg failed.</param>
    public void Beside(ref int mark, bool failed)
    {
        if (failed != mark > 0)
            return;
        if (Math.Abs(mark) == _row)
            Count += failed ? -1 : 1;
        mark = -mark;
    }
}
