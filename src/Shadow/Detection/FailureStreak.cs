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

    /// <summary>A leg of v2 ended. Returns the mark of the run, for <see cref="FailedBeside"/>; 0 where it was not counted.</summary>
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
            default:
                return 0;
        }
    }

    /// <summary>v1's leg of a run turned out to have failed too; a row that has ended since is left alone.</summary>
    public void FailedBeside(ref int mark)
    {
        if (mark == _row)
            Count--;
        mark = 0;
    }
}
