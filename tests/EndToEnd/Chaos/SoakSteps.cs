using System.Globalization;
using EndToEnd.Harness;
using EndToEnd.PlannerFaults;

namespace EndToEnd.Chaos;

/// <summary>What happens to a sidecar in the course of a soak, again and again.</summary>
internal static class SoakSteps
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static IReadOnlyList<SoakStep> All { get; } =
    [
        new("calm"),
        Fault("500"),
        Fault("closed"),
        Fault("reset"),
        Sometimes("silent"),
        Fault("cut") with
        {
            Errors = true,
        },
        Fault("no HTTP"),
        Sometimes("headers one byte a second"),
        new("refused") { BeginAsync = RefuseAsync, EndAsync = BackAsync },
        new("store locked")
        {
            BeginAsync = StoreDrills.All.Single(static drill => drill.Name == "store locked").BreakAsync,
            EndAsync = static bed => bed.ReleaseAsync(),
        },
        new("settings changed") { BesideAsync = ChangeAsync, EndAsync = static bed => PutAsync(bed, """{"canary_pct":50}""") },
        new("kill switch flipped") { BesideAsync = FlipAsync },
        new("yarp.json reloaded") { BesideAsync = ReloadAsync },
        new("agents leave") { Errors = true, LeavesOneIn = 20 },
        Fault("closed after headers"),
        Fault("closed on reuse"),
    ];

    private static SoakStep Fault(string name) => Of(WireFaults.Named(name));

    // One request in fifty waits for its deadline: more would make the soak a wait.
    private static SoakStep Sometimes(string name)
    {
        var (fault, count) = (WireFaults.Named(name), 0);
        return Of(
            new(name, [], exchange => Interlocked.Increment(ref count) % 50 == 0 ? fault.AnswerAsync(exchange) : exchange.AnswerAsync())
        );
    }

    private static SoakStep Of(WireFault fault) =>
        new(fault.Name) { BeginAsync = bed => SetAsync(bed, fault), EndAsync = static bed => SetAsync(bed, null) };

    private static Task SetAsync(ChaosBed bed, WireFault? fault)
    {
        bed.V2.Fault = fault;
        return Task.CompletedTask;
    }

    private static Task RefuseAsync(ChaosBed bed)
    {
        var closed = new ClosedPort();
        bed.Owns(() =>
        {
            closed.Dispose();
            return default;
        });
        return bed.ReloadAsync(settings => settings with { V2 = closed.Address });
    }

    private static async Task BackAsync(ChaosBed bed)
    {
        await bed.ReloadAsync(settings => settings with { V2 = bed.V2.Address });
        await bed.ReleaseAsync();
    }

    private static Task ChangeAsync(ChaosBed bed, CancellationToken over) =>
        AgainAsync(turn => PutAsync(bed, $"{{\"canary_pct\":{(20 + (turn % 7 * 10)).ToString(CultureInfo.InvariantCulture)}}}"), over);

    private static async Task FlipAsync(ChaosBed bed, CancellationToken over)
    {
        await AgainAsync(turn => PutAsync(bed, turn % 2 == 0 ? """{"kill_switch":true}""" : """{"kill_switch":false}"""), over);
        await PutAsync(bed, """{"kill_switch":false}""");
    }

    private static Task ReloadAsync(ChaosBed bed, CancellationToken over) =>
        AgainAsync(
            // Another text each time: what does not change is not taken over.
            _ => bed.ReloadAsync(settings => settings with { Keys = [.. SoakRunner.Keys, ("Regress:MaxCostCents", 4 + bed.Reloads)] }),
            over
        );

    private static async Task AgainAsync(Func<int, Task> act, CancellationToken over)
    {
        using var timer = new PeriodicTimer(Pause);
        for (var turn = 0; !over.IsCancellationRequested; turn++)
        {
            await act(turn);
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private static async Task PutAsync(ChaosBed bed, string change)
    {
        var answer = await bed.Guard.PutAsync(change);
        Assert.True(answer.Status == 200, $"{change}: {answer.Status} {answer.Text}");
    }
}
