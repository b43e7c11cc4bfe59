using Shadow.Runs;

namespace Shadow.Reports;

/// <summary>What a report reads of one leg. The default value is a leg that was not sent.</summary>
public readonly record struct ReportLeg
{
    /// <summary>Whether the planner was asked at all.</summary>
    public bool Sent { get; init; }

    /// <summary>How it failed, or <see cref="LegFailure.None"/>.</summary>
    public LegFailure Failure { get; init; }

    /// <summary>True where the leg is no evidence of the planner.</summary>
    public bool Inconclusive { get; init; }

    /// <summary>Whether a decision was read.</summary>
    public bool Decided { get; init; }

    /// <summary>Microseconds.</summary>
    public long LatencyMicros { get; init; }

    /// <summary>Millionths of a cent; null where none was reported.</summary>
    public long? CostMicros { get; init; }

    /// <summary>Millionths of a point; null where none was reported.</summary>
    public long? QualityMicros { get; init; }

    /// <summary>The agent that was chosen. Read only where the agents of the run differ.</summary>
    public string? Agent { get; init; }

    /// <summary>True where the leg says something of its planner: it failed, or it brought a decision.</summary>
    public bool IsEvidence => Sent && !Inconclusive && (Failure != LegFailure.None || Decided);
}
