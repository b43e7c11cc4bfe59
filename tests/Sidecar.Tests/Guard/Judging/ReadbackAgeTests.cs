using Shadow.Detection;
using Shadow.Runs;
using Sidecar.Guard.Judging;
using Sidecar.Storage;
using Testing;

namespace Sidecar.Tests.Guard.Judging;

public sealed class ReadbackAgeTests
{
    private static readonly Thresholds Limits = new() { MinSample = 1, WindowMinutes = 10 };

    [Fact]
    public async Task ReadAsync_WindowMinutes_CountsOnFromTheAgeThatRunsHaveByNow()
    {
        using var bed = await GuardBed.StartedAsync(10);
        var book = await ReadAsync(bed, Ended(bed, -11), Ended(bed, -9), Ended(bed, -1));

        Assert.Equal(2, book.Read(1).V2.Samples);
        bed.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, book.Read(1).V2.Samples);
        bed.Time.Advance(TimeSpan.FromMinutes(8));
        Assert.Equal(0, book.Read(1).V2.Samples);
    }

    [Fact]
    public async Task ReadAsync_RunsOfAClockThatWasAhead_AreAsOldAsTheFirstOfTheOthers()
    {
        using var bed = await GuardBed.StartedAsync(10);
        var book = await ReadAsync(bed, Ended(bed, 55), Ended(bed, 60), Ended(bed, -4), Ended(bed, -1));

        Assert.Equal(4, book.Read(1).V2.Samples);
        bed.Time.Advance(TimeSpan.FromMinutes(7));
        Assert.Equal(1, book.Read(1).V2.Samples);
    }

    [Fact]
    public async Task ReadAsync_OnlyRunsOfAClockThatWasAhead_BeginToAgeNow()
    {
        using var bed = await GuardBed.StartedAsync(10);
        var book = await ReadAsync(bed, Ended(bed, 55));

        bed.Time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(1, book.Read(1).V2.Samples);
        bed.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(0, book.Read(1).V2.Samples);
    }

    [Fact]
    public async Task Judged_EvidenceUnread_IsMissedUntilThereIsEnoughOrAnotherEpoch()
    {
        using var bed = await GuardBed.StartedAsync(10);
        var book = new EvidenceBook(() => Limits, bed.Time, new ThresholdJudge());
        var readback = Readback(bed, book, new FakeRunLog { Fault = "The store is corrupt." });
        await readback.ReadAsync(bed.Current.Epoch, default);

        readback.Judged(Verdict.InsufficientData);
        Assert.Contains("evidence_unread", bed.Health.Causes.Keys);
        readback.Judged(Verdict.Healthy);
        Assert.True(bed.Health.Healthy);

        await readback.ReadAsync(bed.Current.Epoch, default);
        await bed.ChangeAsync(kill: true);
        readback.Judged(Verdict.InsufficientData);
        Assert.Contains("evidence_unread", bed.Health.Causes.Keys);
        await bed.ChangeAsync(kill: false);
        readback.Judged(Verdict.InsufficientData);
        Assert.True(bed.Health.Healthy);
    }

    private static EvidenceReadback Readback(GuardBed bed, EvidenceBook book, FakeRunLog log)
    {
        var builds = new BuildTracker(bed.Controller, book, bed.Metrics, bed.Time);
        var logger = new FakeLogger<EvidenceReadback>();
        return new EvidenceReadback(log, bed.Store, book, builds, bed.Controller, bed.Options, bed.Health, bed.Time, logger);
    }

    private static async Task<EvidenceBook> ReadAsync(GuardBed bed, params StoredEvidence[] stored)
    {
        var book = new EvidenceBook(() => Limits, bed.Time, new ThresholdJudge());
        var log = new FakeRunLog();
        log.Evidence.AddRange(stored);
        await Readback(bed, book, log).ReadAsync(1, default);
        return book;
    }

    private static StoredEvidence Ended(GuardBed bed, double minutes) =>
        new(
            new RunEvidence(Guid.NewGuid(), 1, Planner.V2, 0, null, LegSample.Of(LegFailure.None, 100, null, null)),
            bed.Time.GetUtcNow().AddMinutes(minutes),
            bed.Time.GetUtcNow().AddMinutes(minutes),
            null
        );
}
