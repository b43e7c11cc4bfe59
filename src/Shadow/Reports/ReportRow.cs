using Shadow.Runs;

namespace Shadow.Reports;

/// <summary>What a report reads of one run.</summary>
public readonly record struct ReportRow
{
    /// <summary>The planner whose answer the agent got.</summary>
    public required Planner Selected { get; init; }

    /// <summary>Why.</summary>
    public required SelectionReason Reason { get; init; }

    /// <summary>What became of the mirroring.</summary>
    public required ShadowOutcome Outcome { get; init; }

    /// <summary>Which of its legs are evidence; the reason alone does not tell where an overridden run failed over.</summary>
    public JudgeMode Judge { get; init; }

    /// <summary>How the decisions differ; null where they were not compared.</summary>
    public DiffFlags? Diff { get; init; }

    /// <summary>What the run is for: v1's word, else v2's. Read only of compared runs.</summary>
    public string? Objective { get; init; }

    /// <summary>v1's leg.</summary>
    public ReportLeg V1 { get; init; }

    /// <summary>v2's leg.</summary>
    public ReportLeg V2 { get; init; }
}
