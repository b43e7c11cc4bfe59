using Shadow.Detection;

namespace Sidecar.Guard.Contracts;

/// <summary>The evidence of an epoch; kept with a rollback in the same shape.</summary>
internal sealed record StatsAnswer(LegStatsAnswer V1, LegStatsAnswer V2, LegStatsAnswer V2Shadow, ShadowStatsAnswer Shadow)
{
    public static StatsAnswer From(EvidenceStatistics evidence) =>
        new(
            LegStatsAnswer.From(evidence.V1),
            LegStatsAnswer.From(evidence.V2),
            LegStatsAnswer.From(evidence.V2Shadow),
            ShadowStatsAnswer.From(evidence.Shadow)
        );
}
