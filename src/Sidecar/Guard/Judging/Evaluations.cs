using Shadow.Detection;

namespace Sidecar.Guard.Judging;

/// <summary>Why a breach does not lead to a rollback. Pure.</summary>
internal static class Evaluations
{
    /// <summary>v1 fails the same runs at least as often.</summary>
    public const string V1Unfit = "v1_unfit";

    /// <summary>v2 gets no traffic that could be taken from it.</summary>
    public const string NoTraffic = "no_traffic";

    /// <summary>It was asked for a judgement alone.</summary>
    public const string DryRun = "dry_run";

    /// <summary>The cause; null where there is no breach, or nothing stands in its way.</summary>
    public static string? Cause(in Judgement judgement, GuardSnapshot state, bool dryRun)
    {
        if (judgement.Breached == JudgedMetrics.None)
            return null;
        if (state.EffectivePct <= 0)
            return NoTraffic;
        if (judgement.V1Unfit)
            return V1Unfit;
        return dryRun ? DryRun : null;
    }
}
