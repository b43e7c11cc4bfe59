using System.Text.Json.Nodes;
using EndToEnd.Harness;

namespace EndToEnd.Faults;

/// <summary>
/// A sidecar that gives v2 half of the runs, with agents that ask all the time, while a test breaks its store and mends it: what holds for
/// every fault of the store is checked here.
/// </summary>
internal sealed class BrokenStore : IAsyncDisposable
{
    private const int Agents = 8;

    private readonly Bed _bed;
    private readonly HashSet<string> _before = [];
    private Traffic _traffic;

    private BrokenStore(Bed bed)
    {
        _bed = bed;
        _traffic = Traffic.Start(bed.Sidecar.Address, Agents);
    }

    public Bed Bed => _bed;

    public GuardClient Guard => _bed.Guard;

    /// <summary>The folder of the store.</summary>
    public string Folder => Path.Combine(_bed.Sidecar.Folder, "data");

    /// <summary>The store.</summary>
    public string File => Path.Combine(Folder, "sidecar.db");

    /// <summary>Starts everything and waits for some answers.</summary>
    public static async Task<BrokenStore> StartAsync(Func<SidecarSettings, SidecarSettings>? change = null)
    {
        var bed = await Bed.StartAsync(settings => (change ?? (static same => same))(settings with { CanaryPct = 50 }));
        var store = new BrokenStore(bed);
        await store._traffic.MoreAsync(100);
        return store;
    }

    /// <summary>Ends the sidecar and starts it again, with what a test does between the two, and before agents ask again.</summary>
    public async Task RestartAsync(Action between, Action? started = null)
    {
        await LeaveAsync();
        _bed.Sidecar.Terminate();
        Assert.Equal(0, await _bed.Sidecar.ExitAsync());
        between();
        await ReturnAsync(started);
    }

    /// <summary>Ends the sidecar by SIGKILL when everything that was answered so far is written, and starts it again.</summary>
    public async Task KillAndRestartAsync()
    {
        await LeaveAsync();
        await QueueEmptiesAsync();
        await ReturnAsync(null);
    }

    /// <summary>
    /// What holds while the store cannot be written: health says why and what to do, v2 gets no more, the kill switch acts at once, and the
    /// audit log answers or says that it cannot.
    /// </summary>
    /// <param name="sentence">A part of what health is to say.</param>
    /// <param name="readable">Whether the store can be read; null where that is open.</param>
    public async Task AssertBrokenAsync(string sentence, bool? readable = true)
    {
        await SaysAsync("store", sentence);
        var raise = await Guard.PutAsync("""{"canary_pct":80}""");
        Assert.Equal((503, "application/problem+json"), (raise.Status, raise.MediaType));

        var kill = await Guard.PutAsync("""{"kill_switch":true,"reason":"the store is broken"}""");
        var answered = TimeProvider.System.GetUtcNow();
        Assert.Equal((200, true, false), (kill.Status, (bool)kill.Json["kill_switch"]!, (bool)kill.Json["durable"]!));
        await _traffic.MoreAsync(Agents + 50);
        Assert.All(
            _traffic.Answers.Where(answer => answer.Sent >= answered),
            static answer => Assert.Equal(("v1", "kill_switch"), (answer.Selected, answer.Reason))
        );
        Assert.Contains("settings_not_durable", await Guard.CausesAsync());
        Assert.Equal(1, (await Guard.MetricsAsync())["planner_kill_switch"]);

        var runs = await Guard.TextAsync("/guard/runs");
        readable ??= runs.Status == 200;
        Assert.Equal(readable.Value ? (200, "application/json") : (503, "application/problem+json"), (runs.Status, runs.MediaType));
        Assert.Equal(200, (await Guard.TextAsync("/guard/status")).Status);
        AssertServed(_traffic.Answers);
    }

    /// <summary>
    /// What holds once the store is mended: it recovers by itself, the kill switch is durable, everything that waited is written, and v2 can
    /// be given traffic again.
    /// </summary>
    /// <param name="whole">Whether the store still has what was written before it broke.</param>
    public async Task AssertMendedAsync(bool whole = true)
    {
        // Evidence that was not read at a start is missed until another epoch begins.
        await CausesAsync(static causes => causes.All(static cause => cause == "evidence_unread"));
        var config = (await Guard.StatusAsync())["config"]!;
        Assert.Equal((true, true), ((bool)config["kill_switch"]!, (bool)config["durable"]!));
        await _traffic.MoreAsync(50);
        var answers = await _traffic.StopAsync();
        AssertServed(answers);
        await Guard.LedgerSettlesAsync(answers.Count);
        await AssertWrittenAsync(answers, whole);

        var on = await Guard.PutAsync("""{"kill_switch":false,"canary_pct":20}""");
        Assert.Equal((200, true), (on.Status, (bool)on.Json["durable"]!));
        await CausesAsync(static causes => causes.Count == 0);
    }

    /// <summary>Waits until the health has a cause whose sentence holds a text.</summary>
    public Task SaysAsync(string cause, string sentence) =>
        Patience.UntilAsync(
            async () => (await Guard.TextAsync("/guard/health")).Json["causes"]!.AsArray(),
            causes => causes.Any(one => (string?)one!["code"] == cause && Detail(one).Contains(sentence, StringComparison.Ordinal)),
            causes => $"the cause {cause} with '{sentence}', not {causes.ToJsonString()}"
        );

    /// <summary>Waits for so many more answers.</summary>
    public Task MoreAsync(int answers) => _traffic.MoreAsync(answers);

    public async ValueTask DisposeAsync()
    {
        await _traffic.DisposeAsync();
        await _bed.DisposeAsync();
    }

    private async Task LeaveAsync()
    {
        var answers = await _traffic.StopAsync();
        AssertServed(answers);
        await Guard.LedgerSettlesAsync(answers.Count);
        await _traffic.DisposeAsync();
        _before.UnionWith(answers.Select(static answer => answer.RunId!));
    }

    private async Task ReturnAsync(Action? started)
    {
        await _bed.RestartAsync();
        started?.Invoke();
        _traffic = Traffic.Start(_bed.Sidecar.Address, Agents);
        await _traffic.MoreAsync(100);
    }

    private async Task AssertWrittenAsync(IReadOnlyList<TrafficAnswer> answers, bool whole)
    {
        var metrics = await QueueEmptiesAsync();
        var held = AuditFile.RunIds(_bed.Sidecar.Folder);
        var dropped = (int)metrics["planner_audit_dropped_total"];
        HashSet<string> all = [.. _before, .. answers.Select(static answer => answer.RunId!)];
        Assert.Subset(all, held);
        if (whole)
            Assert.Equal(all.Count - dropped, held.Count);
        // The last ones were asked for when all was well again.
        Assert.Contains(answers[^1].RunId!, held);
        TestContext.Current.TestOutputHelper?.WriteLine($"{answers.Count} runs, {held.Count} held, {dropped} dropped and counted");
    }

    private Task<MetricsReading> QueueEmptiesAsync() =>
        Patience.UntilAsync(
            Guard.MetricsAsync,
            static reading => reading["planner_audit_queue"] == 0,
            static reading => $"an empty queue; {reading["planner_audit_queue"]} runs wait"
        );

    private Task<IReadOnlyList<string>> CausesAsync(Func<IReadOnlyList<string>, bool> wanted) =>
        Patience.UntilAsync(Guard.CausesAsync, wanted, static causes => $"to be healthy again; it has {string.Join(", ", causes)}");

    private static void AssertServed(IEnumerable<TrafficAnswer> answers) =>
        Assert.All(answers, static answer => Assert.Equal((200, null), (answer.Status, answer.Fault)));

    private static string Detail(JsonNode cause) => (string)cause["detail"]!;
}
