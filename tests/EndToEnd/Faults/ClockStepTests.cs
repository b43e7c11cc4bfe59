using System.Globalization;
using System.Text.Json.Nodes;
using EndToEnd.Harness;

namespace EndToEnd.Faults;

/// <summary>The machine's clock is set an hour back, then a day forward, while agents ask.</summary>
public sealed class ClockStepTests
{
    [Fact]
    public async Task ClockSetBackAndForward_NothingNotices()
    {
        using var clock = new SteppedClock();
        await using var bed = await Bed.StartAsync(settings =>
            clock.Under(settings) with
            {
                CanaryPct = 50,
                Keys = [("Regress:WindowMinutes", 10), ("Planner:FirstByteSeconds", 20), ("Shadow:TimeoutSeconds", 20)],
            }
        );
        // Long enough for a step to come while legs are open.
        bed.V2.Answer = static async (context, _) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, context.RequestAborted);
            await context.AnswerJsonAsync(Plans.Priority);
        };
        await using var traffic = Traffic.Start(bed.Sidecar.Address, 8);
        await traffic.MoreAsync(100);
        var samples = await SamplesAsync(bed);
        await ChangeAsync(bed, 41.5, "before");

        await StepAsync(bed, traffic, clock, "-3600");
        Assert.True(await SamplesAsync(bed) >= samples, "the step back left evidence out");
        await ChangeAsync(bed, 42.5, "an hour back");
        await StepAsync(bed, traffic, clock, "+86400");
        Assert.True(await SamplesAsync(bed) >= samples, "the step forward left evidence out");
        await ChangeAsync(bed, 43.5, "a day forward");
        await StepAsync(bed, traffic, clock, "+0");

        await AssertKillSwitchAsync(bed, traffic);
        var answers = await traffic.StopAsync();
        Assert.All(answers, static answer => Assert.Equal((200, null), (answer.Status, answer.Fault)));
        Assert.DoesNotContain(answers, static answer => answer.Reason is "failover" or "hedge");
        await bed.Guard.LedgerSettlesAsync(answers.Count);
        await AuditFile.HoldsAsync(bed.Sidecar.Folder, answers.Count);
        await AssertListsAsync(bed, answers);
        await AssertHistoryAsync(bed);
        Assert.Empty(await bed.Guard.CausesAsync());
    }

    [Fact]
    public async Task ClockSetBack_AFailingV2_IsRolledBack()
    {
        using var clock = new SteppedClock();
        await using var bed = await Bed.StartAsync(settings => clock.Under(settings) with { CanaryPct = 50 });
        await using var traffic = Traffic.Start(bed.Sidecar.Address, 8);
        await traffic.MoreAsync(100);
        clock.Set("-3600");
        await traffic.MoreAsync(50);

        bed.V2.Answer = static (context, _) =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };

        await Patience.UntilAsync(
            bed.Guard.StatusAsync,
            static status => ((string?)status["config"]!["updated_by"], (bool)status["config"]!["durable"]!) == ("guard", true),
            static status =>
                $"a durable rollback by the guard, not {status["config"]!.ToJsonString()}, {status["evaluation"]!.ToJsonString()}"
        );
        Assert.All(await traffic.StopAsync(), static answer => Assert.Equal((200, null), (answer.Status, answer.Fault)));
        // A restart within the hour that comes twice begins with what is stored.
        bed.Sidecar.Kill();
        await bed.Sidecar.ExitAsync();
        await bed.RestartAsync();
        var config = (await bed.Guard.StatusAsync())["config"]!;
        Assert.Equal((true, "guard"), ((bool)config["kill_switch"]!, (string?)config["updated_by"]));
    }

    private static async Task StepAsync(Bed bed, Traffic traffic, SteppedClock clock, string offset)
    {
        clock.Set(offset);
        await traffic.MoreAsync(100);
        Assert.Equal(200, (await bed.Guard.TextAsync("/guard/health/ready")).Status);
    }

    private static async Task<int> SamplesAsync(Bed bed) => (int)(await bed.Guard.StatusAsync())["stats"]!["v2"]!["samples"]!;

    private static async Task ChangeAsync(Bed bed, double canary, string reason)
    {
        var put = await bed.Guard.PutAsync(
            string.Create(CultureInfo.InvariantCulture, $$"""{"canary_pct":{{canary}},"reason":"{{reason}}"}""")
        );
        Assert.Equal((200, true, reason), (put.Status, (bool)put.Json["durable"]!, (string?)put.Json["reason"]));
    }

    private static async Task AssertKillSwitchAsync(Bed bed, Traffic traffic)
    {
        var put = await bed.Guard.PutAsync("""{"kill_switch":true,"reason":"the end"}""");
        var answered = TimeProvider.System.GetUtcNow();
        Assert.Equal((200, true), (put.Status, (bool)put.Json["durable"]!));
        await traffic.MoreAsync(50);
        Assert.All(
            traffic.Answers.Where(answer => answer.Sent >= answered),
            static answer => Assert.Equal(("v1", "kill_switch"), (answer.Selected, answer.Reason))
        );
    }

    // Pages hold every run once, in the order of the clock; the filters go by the time that a run shows.
    private static async Task AssertListsAsync(Bed bed, IReadOnlyList<TrafficAnswer> answers)
    {
        var runs = await bed.Guard.AllRunsAsync("");
        Assert.Equal(answers.Select(static answer => answer.RunId).Order(), runs.Select(static run => (string?)run["run_id"]).Order());
        var times = runs.Select(At).ToList();
        Assert.Equal(times.Select(Millisecond).OrderDescending(), times.Select(Millisecond));
        Assert.True(times[0] - times[^1] > TimeSpan.FromHours(24), "runs of a day forward and of an hour back");

        var now = TimeProvider.System.GetUtcNow();
        foreach (var (from, to) in new[] { (-3.0, -0.5), (-0.5, 1.0), (1.0, 30.0) })
        {
            var (since, until) = (now.AddHours(from), now.AddHours(to));
            var found = await bed.Guard.AllRunsAsync($"since={Text(since)}&until={Text(until)}");
            Assert.Equal(times.Count(time => time >= since && time < until), found.Count);
            Assert.NotEmpty(found);
        }
    }

    private static async Task AssertHistoryAsync(Bed bed)
    {
        var history = await bed.Guard.HistoryAsync();
        Assert.Equal(
            ["the end", "a day forward", "an hour back", "before", "first start"],
            history.Select(static entry => (string?)entry["reason"])
        );
        Assert.Equal([5L, 4, 3, 2, 1], history.Select(static entry => (long)entry["after"]!["version"]!));
    }

    private static DateTimeOffset At(JsonNode run) => DateTimeOffset.Parse((string)run["at"]!, CultureInfo.InvariantCulture);

    private static long Millisecond(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
