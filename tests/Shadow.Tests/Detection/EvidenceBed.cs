using Shadow.Detection;
using Shadow.Runs;
using Testing;

namespace Shadow.Tests.Detection;

/// <summary>Evidence as a test needs it, judged by the real window and the real judge.</summary>
internal sealed class EvidenceBed
{
    public EvidenceBed(Thresholds? thresholds = null)
    {
        Thresholds = thresholds ?? new Thresholds();
        Book = new EvidenceBook(() => Thresholds, Time, new ThresholdJudge());
    }

    public Thresholds Thresholds { get; set; }

    public SteppingTimeProvider Time { get; } = new(new DateTimeOffset(2025, 10, 18, 12, 0, 0, TimeSpan.Zero));

    public EvidenceBook Book { get; }

    public int Epoch { get; set; } = 1;

    public static LegSample Leg(double quality = 95, double latency = 100, double cost = 1) =>
        LegSample.Of(LegFailure.None, latency, cost, quality);

    public static LegSample Failed(LegFailure failure = LegFailure.Status5xx, double latency = 10) =>
        LegSample.Of(failure, latency, null, null);

    /// <summary>Runs assigned to v2, both legs known.</summary>
    public void Pairs(int runs, LegSample? v1, LegSample? v2)
    {
        for (var i = 0; i < runs; i++)
            Observe(Planner.V2, v1, v2);
    }

    /// <summary>Runs assigned to v1, with v2's shadow leg beside.</summary>
    public void Served(int runs, LegSample? v1, LegSample? v2 = null)
    {
        for (var i = 0; i < runs; i++)
            Observe(Planner.V1, v1, v2);
    }

    public Guid Observe(Planner assigned, LegSample? v1, LegSample? v2)
    {
        var runId = Guid.CreateVersion7(Time.GetUtcNow());
        Book.Observe(new RunEvidence(runId, Epoch, assigned, Time.GetTimestamp(), v1, v2));
        return runId;
    }

    /// <summary>What becomes known of a run later.</summary>
    public void Complete(Guid runId, LegSample? v1, LegSample? v2, Planner assigned = Planner.V2) =>
        Book.Observe(new RunEvidence(runId, Epoch, assigned, Time.GetTimestamp(), v1, v2, v1 is not null, v2 is not null));

    public Judgement Judge(params long[] ages) => Book.Judge(Epoch, ages);

    public string Verdict(params long[] ages) => Judge(ages).Verdict.Name();

    public string Breaches(params long[] ages) => string.Join("; ", BreachTexts.Of(Judge(ages)));
}
