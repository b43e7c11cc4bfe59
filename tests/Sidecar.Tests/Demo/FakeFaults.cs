namespace Sidecar.Tests.Demo;

/// <summary>What a fake sidecar does wrong. The default does nothing wrong.</summary>
internal sealed record FakeFaults
{
    /// <summary>The percentage that it really splits by, whatever was set.</summary>
    public double? SplitsBy { get; init; }

    /// <summary>Runs at canary 0 that go to v2 all the same.</summary>
    public bool LeaksToV2 { get; init; }

    /// <summary>Serves v2 after the kill switch was answered.</summary>
    public bool IgnoresKillSwitch { get; init; }

    /// <summary>Answers config changes without taking them over.</summary>
    public bool ForgetsConfig { get; init; }

    /// <summary>Names the other planner than the one that answered.</summary>
    public bool NamesWrongPlanner { get; init; }

    /// <summary>Every tenth run is answered with a 502.</summary>
    public bool Fails { get; init; }

    /// <summary>Answers of v2 give another reason.</summary>
    public bool GivesWrongReason { get; init; }

    /// <summary>The outcome that every tenth run gets; empty: none at all.</summary>
    public string? TenthOutcome { get; init; }

    /// <summary>Counts v2's runs twice in planner_selection_total.</summary>
    public bool CountsV2Twice { get; init; }

    /// <summary>Never counts a disagreement.</summary>
    public bool SeesNoDisagreement { get; init; }

    /// <summary>Counts every disagreement as one of the same agents.</summary>
    public bool MixesAgentsUp { get; init; }

    /// <summary>Keeps no records.</summary>
    public bool RecordsNothing { get; init; }

    /// <summary>Adds a record of a canary run that begins in an hour.</summary>
    public bool RecordsLateCanary { get; init; }

    /// <summary>Says that a run was left out of the audit log.</summary>
    public bool DropsRecord { get; init; }

    /// <summary>Refuses PUT /guard/config.</summary>
    public bool RefusesConfig { get; init; }
}
