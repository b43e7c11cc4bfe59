using Microsoft.Extensions.Time.Testing;
using Shadow.Detection;
using Shadow.Runs;
using Testing;
using static Shadow.Tests.Detection.EvidenceBed;

namespace Shadow.Tests.Detection;

public class JudgementAllocationTests
{
    [Theory]
    [InlineData(100, 0)]
    [InlineData(1_000, 0)]
    [InlineData(1_000, 5)]
    public void ObserveAndJudge_ManyWindowLengths_AllocateNothing(int windowRuns, double windowMinutes)
    {
        var bed = new EvidenceBed(new Thresholds { WindowRuns = windowRuns, WindowMinutes = windowMinutes });
        var ids = Enumerable.Range(0, 10 * windowRuns).Select(_ => Guid.NewGuid()).ToArray();
        Move(bed, ids.AsSpan(0, 3 * windowRuns));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var breached = Move(bed, ids.AsSpan(3 * windowRuns));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        // What a breach rests on may be made: a breach would hide what moving the window allocates.
        Assert.Equal(0, breached);
        Assert.InRange(bed.Judge().Figures.V2.Runs, windowRuns / 2, windowRuns);
    }

    [Fact]
    public async Task Of_RunWhoseLegsEnded_AllocatesNothing()
    {
        var builder = new RunBuilder(new FakeTimeProvider());
        var run = builder.Create(Planner.V2, ShadowOutcome.Disabled);
        builder.Answer(run.Primary);
        run.Answered(200, LegEnd.Answered(200));
        await builder.Observer.Finished;
        Assert.NotNull(LegEvidence.Of(run, 0).V2);

        var before = GC.GetAllocatedBytesForCurrentThread();
        LegEvidence.Of(run, 0);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    // Every way in which a run comes into the evidence or changes in it; returns how many judgements were breaches.
    private static int Move(EvidenceBed bed, ReadOnlySpan<Guid> ids)
    {
        ReadOnlySpan<long> ages = [2_000_000, 3_000_000];
        var (breached, number) = (0, 0);
        foreach (var id in ids)
        {
            number++;
            // With a bound of five minutes, runs leave by their age.
            bed.Time.Advance(TimeSpan.FromMilliseconds(400));
            var (v1, v2) = (Leg(latency: number * 7919 % 1500), V2(number));
            var now = bed.Time.GetUtcNow().UtcTicks;
            if (number % 4 == 0)
            {
                // Assigned to v1, and mirrored.
                bed.Book.Observe(new RunEvidence(id, 1, Planner.V1, now, v1, null));
                bed.Book.Observe(new RunEvidence(id, 1, Planner.V1, now, v1, v2, V1Seen: true));
                continue;
            }

            bed.Book.Observe(new RunEvidence(id, 1, Planner.V2, now, null, v2));
            breached += Judge(bed, []);
            bed.Book.Rate(id, Planner.V2, 90);
            bed.Book.Observe(new RunEvidence(id, 1, Planner.V2, now, number % 50 == 1 ? Failed() : v1, v2, V2Seen: true));
            breached += Judge(bed, ages);
            bed.Book.JudgeShadow(1);
        }

        return breached;
    }

    private static LegSample V2(int number) =>
        (number % 50) switch
        {
            1 => Failed(),
            2 => Failed(LegFailure.Timeout, 1_000),
            3 => LegSample.Hedged(1_200),
            _ => Leg(latency: number * 7907 % 1500),
        };

    private static int Judge(EvidenceBed bed, ReadOnlySpan<long> ages) =>
        bed.Book.Judge(1, ages, out _).Verdict == Verdict.Regression ? 1 : 0;
}
