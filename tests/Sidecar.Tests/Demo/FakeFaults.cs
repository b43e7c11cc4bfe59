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

    /// <summary>Gives no status while v2 is worse.</summary>
    public bool HidesStatus { get; init; }

    /// <summary>Lets a worse v2 go on.</summary>
    public bool NeverRollsBack { get; init; }

    /// <summary>Says that an operator rolled back.</summary>
    public bool RollsBackByHand { get; init; }

    /// <summary>Rolls back for errors, whatever v2 does.</summary>
    public bool BlamesErrors { get; init; }

    /// <summary>Leaves the percentage as it was when it rolls back.</summary>
    public bool KeepsCanary { get; init; }

    /// <summary>Leaves the evaluation as it was when it rolls back.</summary>
    public bool ForgetsEvaluation { get; init; }

    /// <summary>Enters each rollback into the history twice.</summary>
    public bool EntersTwice { get; init; }

    /// <summary>The history has another breach than the status.</summary>
    public bool EntersOtherBreach { get; init; }

    /// <summary>Keeps no evidence with a rollback.</summary>
    public bool KeepsNoEvidence { get; init; }

    /// <summary>The evidence shows a healthy v2.</summary>
    public bool KeepsHealthyEvidence { get; init; }

    /// <summary>The run that tipped it is none of the agents'.</summary>
    public bool TipsUnknownRun { get; init; }

    /// <summary>Nobody is cut over.</summary>
    public bool CutsNobodyOver { get; init; }

    /// <summary>The rollback was an hour before agents that were cut over had their answers.</summary>
    public bool CutsOverLate { get; init; }

    /// <summary>No epoch begins when the kill switch is turned off.</summary>
    public bool KeepsEpoch { get; init; }

    /// <summary>An epoch begins with every run on v2.</summary>
    public bool BeginsEpochs { get; init; }

    /// <summary>No epoch begins with a new build.</summary>
    public bool IgnoresBuild { get; init; }

    /// <summary>v2 answers with its first build, whatever was deployed.</summary>
    public bool KeepsBuild { get; init; }

    /// <summary>The verdict, while v2 does well.</summary>
    public string Verdict { get; init; } = "healthy";

    /// <summary>The runs that v2 is judged by, whatever it got.</summary>
    public int? Samples { get; init; }

    /// <summary>Rolls a healthy v2 back, by its history at least, with every change of the settings.</summary>
    public bool RollsHealthyBack { get; init; }

    /// <summary>Counts a rollback by hand that there never was.</summary>
    public bool CountsManualRollback { get; init; }

    /// <summary>What the report has in the place of something else: from and to.</summary>
    public (string From, string To)? Reports { get; init; }
}
