using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace EndToEnd.Chaos;

/// <summary>Sends a bounded number of requests through every step of a soak, again and again, and watches the process.</summary>
internal static class SoakRunner
{
    private const double Canary = 50;
    private const int Agents = 64;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>What its yarp.json has besides.</summary>
    public static (string Key, JsonNode? Value)[] Keys { get; } = [("Planner:FirstByteSeconds", 4), ("Shadow:TimeoutSeconds", 1)];

    /// <summary>Runs it; every sample is shown as it is taken.</summary>
    /// <param name="requests">Requests, and as many more as the quiet stretches take.</param>
    /// <param name="rounds">How often every step comes; after the first round the process is at rest, to be compared with the end.</param>
    /// <param name="quietSeconds">How long one agent alone asks before the process is compared.</param>
    /// <param name="sampled">Learns of every sample.</param>
    public static async Task<SoakResult> RunAsync(int requests, int rounds, int quietSeconds, Action<SoakSample> sampled)
    {
        await using var bed = await ChaosBed.StartAsync(Canary, Keys);
        var step = SoakSteps.All[0];
        var (right, expected, unexpected) = (new long[2], 0L, new ConcurrentDictionary<string, int>());
        var agents = new ChaosAgents(bed.Sidecar.Address, Agents)
        {
            Leaves = number => step.LeavesOneIn > 0 && number % step.LeavesOneIn == 0,
            Saw = sight =>
            {
                if (sight.Fault is null)
                    Interlocked.Increment(ref right[sight.Selected == "v1" ? 0 : 1]);
                else if (step.Errors)
                    Interlocked.Increment(ref expected);
                else
                    unexpected.AddOrUpdate($"{step.Name}: {sight.Fault}", 1, static (_, count) => count + 1);
            },
        };
        var (sent, settled) = (0, default(SoakSample));
        var stretches = rounds * SoakSteps.All.Count;
        for (var stretch = 1; stretch <= stretches; stretch++)
        {
            step = SoakSteps.All[(stretch - 1) % SoakSteps.All.Count];
            var size = (int)((long)requests * stretch / stretches) - sent;
            await StretchAsync(bed, step, agents, size);
            sent += size;
            sampled(Look(bed, sent, step.Name));
            if (stretch == SoakSteps.All.Count)
                sampled(settled = await RestedAsync(bed, quietSeconds, sent));
        }

        var last = await RestedAsync(bed, quietSeconds, sent);
        var metrics = await bed.SettlesAsync();
        return new SoakResult(
            sent,
            right[0],
            right[1],
            expected,
            unexpected,
            metrics.Sum("planner_shadow_total"),
            bed.Recorded(),
            metrics["planner_audit_dropped_total"],
            settled!,
            last
        );
    }

    private static async Task StretchAsync(ChaosBed bed, SoakStep step, ChaosAgents agents, int requests)
    {
        using var over = new CancellationTokenSource();
        await (step.BeginAsync?.Invoke(bed) ?? Task.CompletedTask);
        var beside = step.BesideAsync?.Invoke(bed, over.Token) ?? Task.CompletedTask;
        await agents.SendAsync(requests);
        await over.CancelAsync();
        await beside;
        await (step.EndAsync?.Invoke(bed) ?? Task.CompletedTask);
    }

    // One agent asks on for a while: a process that does nothing collects nothing, and its memory is what it happened to be. The median is
    // taken of the second half. Then it rests, until idle connections to planners have been left.
    private static async Task<SoakSample> RestedAsync(ChaosBed bed, int quietSeconds, int sent)
    {
        await bed.SettlesAsync();
        using var over = new CancellationTokenSource();
        var quiet = new ChaosAgents(bed.Sidecar.Address, 1) { Saw = static _ => { } }.SendAsync(int.MaxValue / 2, over.Token);
        var memory = new List<long>();
        for (var second = 0; second < quietSeconds; second++)
        {
            await Task.Delay(Second, TimeProvider.System);
            if (second >= quietSeconds / 2)
                memory.Add(bed.Sidecar.Memory("VmRSS"));
        }

        await over.CancelAsync();
        await quiet;
        await bed.SettlesAsync();
        await Task.Delay(Rest, TimeProvider.System);
        memory.Sort();
        return Look(bed, sent, "one agent, then at rest") with { Memory = memory[memory.Count / 2] };
    }

    private static SoakSample Look(ChaosBed bed, int sent, string step)
    {
        var process = $"/proc/{bed.Sidecar.Id}";
        var threads = File.ReadLines(process + "/status").First(static line => line.StartsWith("Threads:", StringComparison.Ordinal));
        return new SoakSample(
            sent,
            step,
            bed.Sidecar.Memory("VmRSS"),
            int.Parse(threads["Threads:".Length..], CultureInfo.InvariantCulture),
            Directory.GetFileSystemEntries(process + "/fd").Length
        );
    }
}
