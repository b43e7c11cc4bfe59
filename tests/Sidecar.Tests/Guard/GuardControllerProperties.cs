using CsCheck;
using Sidecar.Guard;

namespace Sidecar.Tests.Guard;

public sealed class GuardControllerProperties
{
    private enum Step
    {
        Kill,
        Unkill,
        Raise,
        Lower,
        Rollback,
    }

    [Fact]
    public async Task Controller_AnyInterleaving_NeverEnablesV2AfterAnAnsweredKill()
    {
        var actors = Gen.Enum<Step>().Array[1, 8].Array[2, 4];
        await Gen.Select(actors, Gen.Bool.Array[16], Gen.Int[0, 4].Array[16])
            .SampleAsync(async (steps, faults, delays) => await RunAsync(steps, faults, delays), iter: 150, threads: 1);
    }

    private static async Task RunAsync(Step[][] actors, bool[] faults, int[] delays)
    {
        using var bed = await GuardBed.StartedAsync(10);
        var (fault, delay, clock) = (0, 0, 0);
        // Every other write is sound whatever was drawn, so that a raise has a chance.
        bed.Store.Fails = () => Interlocked.Increment(ref fault) is var n && n % 2 == 0 && faults[n % faults.Length];
        bed.Store.Slow = async () =>
        {
            for (var yields = delays[Interlocked.Increment(ref delay) % delays.Length]; yields > 0; yields--)
                await Task.Yield();
        };
        var done = Task.WhenAll(actors.Select(steps => Task.Run(() => ActAsync(bed, steps, () => Interlocked.Increment(ref clock)))));
        await bed.AdvanceUntilAsync(() => done.IsCompleted);
        var calls = (await done).SelectMany(static of => of).ToList();
        bed.Store.Fails = static () => false;
        var flush = bed.Controller.FlushAsync(default);
        await bed.AdvanceUntilAsync(() => flush.IsCompleted);

        var changed = calls.Where(static call => call.Changed).ToList();
        foreach (var first in changed)
        foreach (var second in changed.Where(other => first.End < other.Begin))
            Assert.True(first.Version < second.Version, "versions follow the order of the answers");
        foreach (var kill in calls.Where(static call => call.Killed))
        foreach (var raise in changed.Where(raise => raise.Enabled && raise.Entered < kill.Begin && raise.End > kill.End))
            Assert.True(raise.Version <= kill.Version, "a change towards v2 that began before a kill acted after its answer");
        Assert.All(calls, static call => Assert.True(call.ClosedOrNewer, "v2 was open when a kill had been answered"));

        Assert.Equal(bed.Current.ToStored(), bed.Store.Settings);
        Assert.Equal(0, bed.Store.Unexplained);
        Assert.True(bed.Current.Durable);
        Assert.True(bed.Health.Healthy);
        var versions = bed.Store.History.Select(static entry => entry.After.Version).ToList();
        Assert.Equal(versions.Order().Distinct(), versions);
        Assert.Equal(bed.Metrics.RollbackManual.Value, bed.Store.History.Count(static entry => entry.Kind == "rollback"));
        Assert.Equal(bed.Current.Version, versions[^1]);
    }

    private static async Task<List<Call>> ActAsync(GuardBed bed, Step[] steps, Func<int> tick)
    {
        var calls = new List<Call>();
        foreach (var step in steps)
        {
            var begin = tick();
            var before = bed.Current.Version;
            var call = step switch
            {
                Step.Kill => bed.ChangeAsync(kill: true),
                Step.Unkill => bed.ChangeAsync(kill: false),
                Step.Raise => bed.ChangeAsync(Math.Min(100, bed.Current.CanaryPct + 20), false),
                Step.Lower => bed.ChangeAsync(bed.Current.CanaryPct / 2),
                _ => bed.RollbackAsync(),
            };
            // A call reads the state it is made from before it first waits: from here on it is under way.
            var entered = tick();
            var result = await call;
            var now = bed.Current;
            var applied = result.Outcome == ChangeOutcome.Applied;
            var after = result.Snapshot;
            calls.Add(
                new Call(
                    begin,
                    entered,
                    tick(),
                    after.Version,
                    applied && after.Version > before && after.UpdatedBy == "ben",
                    applied && after.KillSwitch,
                    after.EffectivePct > 0,
                    !(applied && after.KillSwitch) || now.KillSwitch || now.Version > after.Version
                )
            );
        }

        return calls;
    }

    private sealed record Call(int Begin, int Entered, int End, long Version, bool Changed, bool Killed, bool Enabled, bool ClosedOrNewer);
}
