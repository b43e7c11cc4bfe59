using System.Text.Json.Nodes;
using EndToEnd.Harness;

namespace EndToEnd.PlannerFaults;

/// <summary>v2 fails, and v1's spare is not what it should be either: nothing of it stays open, and nobody is charged for an agent.</summary>
public sealed class FaultySpareTests
{
    [Fact]
    public async Task Plan_AgentLeavesWhileTheSpareNeverEnds_TheSpareEndsWithItsDeadline()
    {
        await using var v1 = FaultyPlanner.Start(WireFaults.Named("one byte a second"));
        await using var v2 = FaultyPlanner.Start(WireFaults.Named("silent"));
        await using var bed = await BedAsync(v1, v2, ("Shadow:TimeoutSeconds", 1));

        using (var agent = await RawConnection.ConnectAsync(bed.Sidecar.Address))
        {
            await agent.WriteAsync(RawRequests.Of("POST", "/plan", "{}"));
            await ReachedAsync(v1);
            await ReachedAsync(v2);
        }

        Assert.Equal(1, (await bed.SettlesAsync(1)).Outcome("request_aborted"));
    }

    [Fact]
    public async Task Plan_SpareGrowsOverTheCap_V1IsAskedAgainAndTheSpareEndsWithItsDeadline()
    {
        await using var v1 = FaultyPlanner.Start(WireFaults.Named("endless"));
        await using var v2 = FaultyPlanner.Start(WireFaults.Named("silent"));
        await using var bed = await BedAsync(v1, v2, ("Planner:FirstByteSeconds", 1), ("Shadow:TimeoutSeconds", 2));

        using (var agent = await RawConnection.ConnectAsync(bed.Sidecar.Address))
        {
            await agent.WriteAsync(RawRequests.Of("POST", "/plan", "{}"));
            for (var read = 0; read < 3_000_000; )
                read += (await agent.ReadSomeAsync()).Length;
        }

        var metrics = await bed.SettlesAsync(1);
        Assert.Equal("planner_failover_total{result=\"asked_again\"} 1", metrics.Show("planner_failover_total"));
        Assert.Equal(1, metrics.Errors(Seat.SelectedV2, "timeout"));
        Assert.Equal(2, v1.Requests);
    }

    [Fact]
    public async Task Plan_AgentLeavesWithinAnEndlessSpare_V1IsNotCharged()
    {
        await using var v1 = FaultyPlanner.Start(WireFaults.Named("endless"));
        await using var v2 = FaultyPlanner.Start(WireFaults.Named("500"));
        await using var bed = await BedAsync(v1, v2, ("Shadow:MaxBodyBytes", 100_000_000), ("Shadow:MaxTotalBytes", 200_000_000));

        using (var agent = await RawConnection.ConnectAsync(bed.Sidecar.Address))
        {
            await agent.WriteAsync(RawRequests.Of("POST", "/plan", "{}"));
            for (var read = 0; read < 3_000_000; )
                read += (await agent.ReadSomeAsync()).Length;
        }

        var metrics = await bed.SettlesAsync(1);
        metrics.IsChargedAlone(Seat.SelectedV2, "http_5xx");
        Assert.Equal(1, metrics.Outcome("primary_error"));
    }

    [Fact]
    public async Task Plan_SpareStandsStill_TheAgentIsResetAndV1Charged()
    {
        await using var v1 = FaultyPlanner.Start(
            new(
                "stands still",
                [],
                static async exchange =>
                {
                    await exchange.HeadAsync("Content-Length: 1000\r\n\r\n{");
                    await exchange.SilenceAsync();
                }
            )
        );
        await using var v2 = FaultyPlanner.Start(WireFaults.Named("500"));
        await using var bed = await BedAsync(v1, v2, ("ReverseProxy:Clusters:v1:HttpRequest:ActivityTimeout", "00:00:01"));
        using var agent = await RawConnection.ConnectAsync(bed.Sidecar.Address);

        await agent.WriteAsync(RawRequests.Of("POST", "/plan", "{}"));
        var head = await agent.ReadAnswerAsync(hasBody: false);
        await agent.BrokenOffAsync();

        Assert.Equal((200, "failover"), (head.Status, head["X-Planner-Reason"]));
        var metrics = await bed.SettlesAsync(1);
        Assert.Equal(1, metrics["planner_errors_total{planner=\"v1\",role=\"shadow\",kind=\"timeout\"}"]);
        Assert.Equal(1, metrics.Errors(Seat.SelectedV2, "http_5xx"));
    }

    [Fact]
    public async Task Plan_SpareBreaksOffBeforeItsAnswerBegan_V1IsAskedAgain()
    {
        await using var v1 = FaultyPlanner.Start(
            new(
                "no body beside",
                [],
                static exchange =>
                    exchange.Request["X-Planner-Role"] == "shadow" ? exchange.HeadAsync("Content-Length: 1000\r\n") : exchange.AnswerAsync()
            )
        );
        await using var v2 = FaultyPlanner.Start(WireFaults.Named("500"));
        await using var bed = await BedAsync(v1, v2);

        var answer = await bed.PlanAsync();

        Assert.Equal((200, "failover", Plans.Triage), (answer.Status, answer["X-Planner-Reason"], answer.Text));
        Assert.Equal("planner_failover_total{result=\"asked_again\"} 1", (await bed.SettlesAsync(1)).Show("planner_failover_total"));
    }

    [Fact]
    public async Task Plan_SpareHasBrokenOffBeforeV2Fails_V1IsAskedAgain()
    {
        var fail = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var v1 = FaultyPlanner.Start(
            new(
                "cut beside",
                [],
                static exchange =>
                    exchange.Request["X-Planner-Role"] == "shadow"
                        ? exchange.HeadAsync("Content-Length: 1000\r\n\r\n" + exchange.Plan[..20])
                        : exchange.AnswerAsync()
            )
        );
        await using var v2 = FaultyPlanner.Start(new("closed at last", [], exchange => exchange.Connection.WaitForAsync(fail)));
        await using var bed = await BedAsync(v1, v2);

        var planning = bed.PlanAsync();
        await ReachedAsync(v1);
        await Patience.UntilAsync(
            bed.Guard.MetricsAsync,
            static metrics => metrics["planner_shadow_inflight"] == 0,
            static _ => "v1's answer broken off"
        );
        fail.SetResult();
        var answer = await planning;

        Assert.Equal((200, "failover", Plans.Triage), (answer.Status, answer["X-Planner-Reason"], answer.Text));
        Assert.Equal("planner_failover_total{result=\"asked_again\"} 1", (await bed.SettlesAsync(1)).Show("planner_failover_total"));
    }

    [Fact]
    public async Task Plan_SpareHasAHeaderThatCannotBeSent_IsTheProblemThatV1AloneWouldBe()
    {
        await using var v1 = FaultyPlanner.Start(WireFaults.Named("control character in a header"));
        await using var v2 = FaultyPlanner.Start(WireFaults.Named("500"));
        await using var bed = await BedAsync(v1, v2);

        var answer = await bed.PlanAsync();

        Assert.Equal((502, "application/problem+json"), (answer.Status, answer["Content-Type"]));
        Assert.Equal("planner_failover_total{result=\"failed\"} 1", (await bed.SettlesAsync(1)).Show("planner_failover_total"));
    }

    [Theory]
    [InlineData("Content-Length: 5\r\n\r\nhello")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")]
    public async Task Plan_SpareHasABodyThatItsStatusRulesOut_IsTheAnswerWithoutIt(string rest)
    {
        await using var v1 = FaultyPlanner.Start(
            new("205", [], exchange => exchange.Connection.WriteAsync("HTTP/1.1 205 Reset Content\r\n" + rest))
        );
        await using var v2 = FaultyPlanner.Start(WireFaults.Named("500"));
        await using var bed = await BedAsync(v1, v2);

        var answer = await bed.PlanAsync();

        Assert.Equal((205, "", "failover"), (answer.Status, answer.Text, answer["X-Planner-Reason"]));
        Assert.Equal("planner_failover_total{result=\"spare\"} 1", (await bed.SettlesAsync(1)).Show("planner_failover_total"));
    }

    private static Task<Bed> BedAsync(FaultyPlanner v1, FaultyPlanner v2, params (string Key, JsonNode? Value)[] keys) =>
        Bed.StartAsync(settings => settings with { V1 = v1.Address, V2 = v2.Address, CanaryPct = 100, Keys = keys });

    private static Task<int> ReachedAsync(FaultyPlanner planner) =>
        Patience.UntilAsync(() => Task.FromResult(planner.Requests), static count => count > 0, static _ => "a request at the planner");
}
