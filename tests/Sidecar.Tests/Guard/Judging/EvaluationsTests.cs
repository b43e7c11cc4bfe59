using Shadow.Detection;
using Sidecar.Guard;
using Sidecar.Guard.Judging;

namespace Sidecar.Tests.Guard.Judging;

/// <summary>Why a breach does nothing: the first that applies.</summary>
public sealed class EvaluationsTests
{
    [Theory]
    [InlineData(JudgedMetrics.None, 50, false, true, true, null)]
    [InlineData(JudgedMetrics.Cost, 50, false, false, false, null)]
    [InlineData(JudgedMetrics.Cost, 50, false, false, true, "dry_run")]
    [InlineData(JudgedMetrics.Cost, 50, false, true, false, "v1_unfit")]
    [InlineData(JudgedMetrics.Cost, 50, false, true, true, "v1_unfit")]
    [InlineData(JudgedMetrics.Cost, 0, false, false, false, "no_traffic")]
    [InlineData(JudgedMetrics.Cost, 50, true, false, false, "no_traffic")]
    [InlineData(JudgedMetrics.Cost, 0, true, true, true, "no_traffic")]
    [InlineData(JudgedMetrics.ConsecutiveErrors, 0.001, false, false, false, null)]
    public void Cause_OfABreach_IsWhatStandsInItsWay(
        JudgedMetrics breached,
        double canaryPct,
        bool kill,
        bool unfit,
        bool dryRun,
        string? cause
    )
    {
        var state = new GuardSnapshot
        {
            CanaryPct = canaryPct,
            KillSwitch = kill,
            Epoch = 1,
            Version = 1,
            UpdatedBy = "anna",
            UpdatedAt = GuardBed.Start,
        };
        var judgement = new Judgement(breached, JudgedMetrics.None, unfit, default, new Thresholds());
        Assert.Equal(cause, Evaluations.Cause(judgement, state, dryRun));
    }
}
