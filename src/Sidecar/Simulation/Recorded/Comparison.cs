namespace Sidecar.Simulation.Recorded;

/// <summary>How a rollback that would have been compares with the one that was.</summary>
internal enum Comparison
{
    /// <summary>There is none of either.</summary>
    Neither,

    /// <summary>Both were tipped by the same run, or by the judgement of the same second.</summary>
    Same,

    /// <summary>It would have been earlier.</summary>
    Earlier,

    /// <summary>It would have been later.</summary>
    Later,

    /// <summary>It would have been, and was not.</summary>
    OnlyJudgedAgain,

    /// <summary>It was, and would not have been.</summary>
    OnlyRecorded,
}
