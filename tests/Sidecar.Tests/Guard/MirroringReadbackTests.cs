using Shadow.Detection;
using Shadow.Runs;
using Sidecar.Guard.Judging;
using Testing;

namespace Sidecar.Tests.Guard;

public sealed class MirroringReadbackTests
{
    [Fact]
    public async Task ReadAsync_LedgerOfTheEpoch_GoesOnWhereItWas()
    {
        using var bed = await GuardBed.StartedAsync(10);
        var book = new EvidenceBook(() => new Thresholds(), bed.Time, new ThresholdJudge());
        var log = new FakeRunLog();
        log.Mirrorings.Add((1, new MirrorCount(ShadowOutcome.Compared, 400, 25)));
        log.Mirrorings.Add((1, new MirrorCount(ShadowOutcome.Saturated, 7, 0)));
        log.Mirrorings.Add((2, new MirrorCount(ShadowOutcome.Compared, 1, 1)));
        var builds = new BuildTracker(bed.Controller, book, bed.Metrics, bed.Time);
        var readback = new EvidenceReadback(
            log,
            bed.Store,
            book,
            builds,
            bed.Controller,
            bed.Options,
            bed.Health,
            bed.Time,
            new FakeLogger<EvidenceReadback>()
        );

        await readback.ReadAsync(1, default);

        var shadow = book.Read(1).Shadow;
        Assert.Equal((407, 400, 25), (shadow.Runs, shadow.Compared, shadow.AnyChange));
        Assert.Equal(7, shadow.ByOutcome["saturated"]);
    }
}
