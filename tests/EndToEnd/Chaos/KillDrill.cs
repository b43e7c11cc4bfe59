using System.Collections.Concurrent;
using EndToEnd.Harness;

namespace EndToEnd.Chaos;

/// <summary>The kill switch while many agents wait for a v2 that takes two seconds: how soon v1 has answered them all.</summary>
internal static class KillDrill
{
    /// <summary>Agents at a time.</summary>
    public const int Agents = 64;

    private const int Alone = 50;
    private static readonly TimeSpan V2Takes = TimeSpan.FromSeconds(2);

    /// <summary>Turns the switch on so many times at this canary percentage.</summary>
    public static async Task<IReadOnlyList<KillRound>> RunAsync(double canaryPct, int rounds)
    {
        await using var bed = await ChaosBed.StartAsync(canaryPct);
        var v2 = new SlowAnswers(V2Takes);
        bed.V2.Fault = v2.Fault;
        var results = new List<KillRound>();
        for (var i = 0; i < rounds; i++)
        {
            results.Add(await RoundAsync(bed, v2));
            var off = await bed.Guard.PutAsync("""{"kill_switch":false}""");
            Assert.True(off.Status == 200, off.Text);
        }

        await bed.SettlesAsync();
        return results;
    }

    private static async Task<KillRound> RoundAsync(ChaosBed bed, SlowAnswers v2)
    {
        var sights = new ConcurrentQueue<Sight>();
        using var stop = new CancellationTokenSource();
        var traffic = new ChaosAgents(bed.Sidecar.Address, Agents) { Saw = sights.Enqueue }.SendAsync(int.MaxValue / 2, stop.Token);
        // An agent whose run is on v1 asks again at once: before long all of them wait for v2.
        await Patience.UntilAsync(() => Task.FromResult(v2.Waiting), static count => count == Agents, static count => $"{count} on v2");
        var waiting = v2.Waiting;

        var sent = TimeProvider.System.GetTimestamp();
        var put = await bed.Guard.PutAsync("""{"kill_switch":true,"updated_by":"drill"}""");
        var answered = TimeProvider.System.GetTimestamp();
        await stop.CancelAsync();
        await traffic;
        Assert.True(put.Status == 200, put.Text);

        var underWay = sights.Where(sight => sight.Ended > sent && sight.Sent <= sent).ToList();
        return new KillRound(
            waiting,
            Milliseconds(sent, answered),
            Milliseconds(sent, underWay.Max(static sight => sight.Ended)),
            await AloneAsync(bed),
            sights.Count(static sight => sight.Fault is not null),
            underWay.Count(static sight => sight is { Selected: "v1", Reason: "cutover" }),
            // An answer of v2 that had begun before the PUT was answered may end after it.
            sights.Count(sight =>
                sight.Ended > answered && sight.Selected == "v2" && !v2.Answered.Any(at => at >= sight.Sent && at <= answered)
            ),
            v2.Answered.Count(at => at > answered)
        );
    }

    // v1's own latency, through the sidecar, in the same minute: the median of one agent's requests.
    private static async Task<double> AloneAsync(ChaosBed bed)
    {
        var sights = new ConcurrentQueue<Sight>();
        await new ChaosAgents(bed.Sidecar.Address, 1) { Saw = sights.Enqueue }.SendAsync(Alone);
        return sights.Select(static sight => Milliseconds(sight.Sent, sight.Ended)).Order().ElementAt(Alone / 2);
    }

    private static double Milliseconds(long from, long to) => TimeProvider.System.GetElapsedTime(from, to).TotalMilliseconds;
}
