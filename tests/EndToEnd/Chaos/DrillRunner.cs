using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using EndToEnd.Harness;

namespace EndToEnd.Chaos;

/// <summary>Runs one drill: traffic, the fault in the midst of it, and a look at what came of every request.</summary>
internal static class DrillRunner
{
    private const double Canary = 50;
    private const int Agents = 64;

    // The first twentieth meets planners and store that work.
    private const int Calm = 20;

    /// <summary>Runs it with so many requests under the fault, and as many more before it as shows that it worked till then.</summary>
    public static async Task<DrillResult> RunAsync(Drill drill, int requests)
    {
        var under = Math.Max(1, (int)(requests * drill.Share));
        var calm = Math.Max(Agents, under / Calm);
        var sights = new ConcurrentQueue<Sight>();
        await using var bed = await ChaosBed.StartAsync(Canary, drill.Keys);
        var agents = new ChaosAgents(bed.Sidecar.Address, Agents)
        {
            Patience = drill.Patience,
            Saw = sights.Enqueue,
            Before = number => number == calm ? drill.BreakAsync(bed) : Task.CompletedTask,
        };
        // The agent that breaks it is one of many, which go on meanwhile.
        await agents.SendAsync(calm + (drill.Part == DrillPart.Store ? under / 2 : under));
        var notes = new List<string>();
        if (drill.Part == DrillPart.Store)
            await UnderTheSwitchAsync(drill, bed, agents, under - (under / 2), sights, notes);
        if (drill.MendAsync is { } mend)
            await mend(bed);
        return await ResultAsync(drill, bed, sights, notes);
    }

    // The switch is turned on while the store is broken: it acts, and says that it is not stored.
    private static async Task UnderTheSwitchAsync(
        Drill drill,
        ChaosBed bed,
        ChaosAgents agents,
        int requests,
        ConcurrentQueue<Sight> sights,
        List<string> notes
    )
    {
        var traffic = agents.SendAsync(requests);
        var put = await bed.Guard.PutAsync("""{"kill_switch":true,"reason":"the store is broken"}""");
        var answered = TimeProvider.System.GetTimestamp();
        await traffic;
        if (put.Status != 200)
            notes.Add($"the kill switch was answered {put.Status}: {put.Text}");
        else if (!drill.StoreIsNew && (bool?)JsonNode.Parse(put.Text)!["durable"] != false)
            notes.Add("the kill switch was called durable");
        if (sights.Count(sight => sight.Sent > answered && sight.Selected != "v1") is > 0 and var late)
            notes.Add($"{late} runs on v2 after the kill switch");
    }

    private static async Task<DrillResult> ResultAsync(Drill drill, ChaosBed bed, ConcurrentQueue<Sight> sights, List<string> notes)
    {
        var balanced = true;
        MetricsReading metrics;
        try
        {
            metrics = await bed.SettlesAsync();
        }
        catch (Xunit.Sdk.XunitException exception)
        {
            notes.Add(exception.Message);
            (metrics, balanced) = (await bed.Guard.MetricsAsync(), false);
        }

        var recorded = File.Exists(Path.Combine(bed.Sidecar.Folder, "data", "sidecar.db")) ? bed.Recorded() : 0;
        if (metrics["planner_audit_dropped_total"] is > 0 and var dropped)
            notes.Add($"{dropped} runs were dropped");
        // A request whose agent lost patience may never have been read.
        var (runs, read) = (metrics.Sum("planner_selection_total"), sights.Count(static sight => sight.Fault != ChaosAgents.NoEnd));
        if (runs < read || runs > sights.Count)
            notes.Add($"{sights.Count} requests, {runs} runs");
        return new DrillResult(
            drill,
            sights.Count,
            sights.Count(static sight => sight is { Fault: null, Selected: "v1" }),
            sights.Count(static sight => sight is { Fault: null, Selected: "v2" }),
            sights.Where(static sight => sight.Fault is not null).CountBy(static sight => sight.Fault!).ToDictionary(),
            (int)runs,
            recorded,
            balanced,
            string.Join(
                ", ",
                metrics
                    .Series.Where(static series =>
                        series.Key.StartsWith("planner_errors_total{planner=\"v2\",role=\"primary\"", StringComparison.Ordinal)
                    )
                    .Select(static series => $"{series.Value} {series.Key.Split("kind=\"")[1].TrimEnd('"', '}')}")
            ),
            notes
        );
    }
}
