using Shadow.Detection;

namespace Sidecar.Tests.Guard;

/// <summary>Evidence that is given.</summary>
internal sealed class FakeEvidence : IEvidence
{
    /// <summary>While set, reading fails.</summary>
    public bool Fails { get; set; }

    public EvidenceStatistics Read(int epoch)
    {
        if (Fails)
            throw new InvalidOperationException("no evidence");
        var v1 = new LegStatistics
        {
            Samples = epoch,
            QualityMean = 95.5,
            LatencyP50Ms = 10,
            LatencyP95Ms = 20,
            CostMeanCents = 1.5,
            ErrorRatePct = 0,
            Source = "paired",
        };
        return new(
            v1,
            new LegStatistics(),
            new LegStatistics(),
            new ShadowStatistics(7, 5, 2, new Dictionary<string, long> { ["compared"] = 5 })
        );
    }
}
