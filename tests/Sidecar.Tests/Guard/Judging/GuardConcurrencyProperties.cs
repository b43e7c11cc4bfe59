using CsCheck;
using Shadow.Runs;
using Sidecar.Guard;
using Sidecar.Routing;

namespace Sidecar.Tests.Guard.Judging;

/// <summary>The same promises where everything happens at once.</summary>
public sealed class GuardConcurrencyProperties
{
    private enum Act
    {
        PlayGood,
        PlayBroken,
        PlayDear,
        Hang,
        Judge,
        DryRun,
        Rate,
        NewBuild,
        Enable,
        Kill,
        Rollback,
    }

    private static readonly Gen<Act[]> Acts = Gen.Frequency(
        (6, Gen.Const(Act.PlayGood)),
        (4, Gen.Const(Act.PlayBroken)),
        (6, Gen.Const(Act.PlayDear)),
        (2, Gen.Const(Act.Hang)),
        (2, Gen.Const(Act.Judge)),
        (1, Gen.Const(Act.DryRun)),
        (3, Gen.Const(Act.Rate)),
        (1, Gen.Const(Act.NewBuild)),
        (4, Gen.Const(Act.Enable)),
        (1, Gen.Const(Act.Kill)),
        (1, Gen.Const(Act.Rollback))
    ).Array[5, 25];

    [Fact]
    public async Task Guard_SeveralThreads_RollsBackOnceForABreachAndStoresItOnce() =>
        await Gen.Select(Acts.Array[4], Gen.Bool.Array[16])
            .SampleAsync(static async (threads, faults) => await RunAsync(threads, faults), iter: 40, threads: 1);

    private static async Task RunAsync(Act[][] threads, bool[] faults)
    {
        using var bed = await JudgingBed.StartedAsync(
            new()
            {
                MinSample = 3,
                WindowRuns = 12,
                MaxConsecutiveErrors = 4,
            }
        );
        var fault = 0;
        bed.Settings.Fails = () => Interlocked.Increment(ref fault) is var n && n % 2 == 0 && faults[n % faults.Length];
        var done = Task.WhenAll(threads.Select(acts => Task.Run(() => ActAsync(bed, acts))));
        await bed.AdvanceUntilAsync(() => done.IsCompleted);
        await done;
        bed.Settings.Fails = static () => false;
        await bed.FlushAsync();

        var history = bed.Settings.History;
        Assert.Equal(bed.Metrics.RollbackAuto.Value, history.Count(static entry => entry.Trigger == "auto"));
        Assert.Equal(bed.Metrics.RollbackManual.Value, history.Count(static entry => entry.Trigger == "manual"));
        var versions = history.Select(static entry => entry.After.Version).ToList();
        Assert.Equal(versions.Order().Distinct(), versions);
        // Between two rollbacks somebody let v2 in again; and what rolls back found it in.
        Assert.All(
            history.Where(static entry => entry.Trigger == "auto"),
            static entry =>
                Assert.True(entry is { Before: { KillSwitch: false, CanaryPct: > 0 }, After: { KillSwitch: true, CanaryPct: 0 } })
        );
        Assert.Equal(bed.State.ToStored(), bed.Settings.Settings);
        Assert.Empty(bed.Observer.Faults);

        // Nothing is left standing.
        bed.Evaluator.Judge();
        Assert.False(bed.State.EffectivePct > 0 && bed.Evaluator.Current is { Verdict: "regression", Cause: null });
    }

    private static async Task ActAsync(JudgingBed bed, Act[] acts)
    {
        var (last, build) = (Guid.NewGuid(), 0);
        foreach (var act in acts)
        {
            switch (act)
            {
                case Act.PlayGood or Act.PlayBroken or Act.PlayDear or Act.Hang:
                    var state = bed.State;
                    var run = bed.Begin();
                    last = run.Id;
                    // Whoever reads a state with the switch on sends nothing to v2.
                    Assert.True(!state.KillSwitch || Switchboard.Assign(state, null, 0).Planner == Planner.V1);
                    Assert.False(run.Run.Start is { KillSwitch: true, Assigned: Planner.V2 });
                    if (act != Act.Hang)
                        await EndAsync(run, act, $"b{build}");
                    break;
                case Act.Judge:
                    bed.Evaluator.Judge();
                    break;
                case Act.DryRun:
                    Assert.Equal("none", (await bed.Evaluator.EvaluateAsync(dryRun: true)).Action);
                    break;
                case Act.Rate:
                    await bed.Qualities.RateAsync([new(last, Planner.V2, 10)], default);
                    bed.Evaluator.Judge();
                    break;
                case Act.NewBuild:
                    build++;
                    break;
                case Act.Enable:
                    await bed.Controller.ChangeAsync(new(100, false, "ben", null), null);
                    break;
                case Act.Kill:
                    await bed.Controller.ChangeAsync(new(null, true, "ben", null), null);
                    break;
                default:
                    await bed.Controller.RollbackAsync("look", "ben", RollbackTrigger.Manual, [], null);
                    break;
            }
        }
    }

    private static async Task EndAsync(PlayedRun run, Act act, string build)
    {
        var v2 = act switch
        {
            Act.PlayBroken => LegPlay.Broken,
            Act.PlayDear => LegPlay.Dear,
            _ => LegPlay.Good,
        };
        // Both legs end at the same time.
        await Task.WhenAll(
            Task.Run(() => run.EndAsync(Planner.V2, v2 with { Build = build })),
            Task.Run(() => run.EndAsync(Planner.V1, LegPlay.Good))
        );
    }
}
