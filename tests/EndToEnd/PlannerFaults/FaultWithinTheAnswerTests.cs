using EndToEnd.Harness;

namespace EndToEnd.PlannerFaults;

/// <summary>
/// A planner fails after the first byte of its answer. What breaks off is in <see cref="Decisions.TruncatedAnswerTests"/>; here is what does
/// not end, or not soon.
/// </summary>
public sealed class FaultWithinTheAnswerTests
{
    [Theory]
    [InlineData(Seat.SelectedV1)]
    [InlineData(Seat.SelectedV2)]
    public async Task Plan_EndlessBody_PassesUntilTheAgentLeaves(Seat seat)
    {
        await using var planner = FaultyPlanner.Start(WireFaults.Named("endless"));
        await using var bed = await planner.SeatAsync(seat, ("Planner:FirstByteSeconds", 2));

        using (var agent = await RawConnection.ConnectAsync(bed.Sidecar.Address))
        {
            await agent.WriteAsync(RawRequests.Of("POST", "/plan", "{}"));
            for (var read = 0; read < 3_000_000; )
                read += (await agent.ReadSomeAsync()).Length;
        }

        var metrics = await bed.SettlesAsync(1);
        metrics.IsChargedAlone(seat);
        Assert.Equal(1, metrics.Outcome("request_aborted"));
    }

    [Theory]
    [InlineData(Seat.SelectedV1, 504, "default")]
    [InlineData(Seat.SelectedV2, 200, "failover")]
    public async Task Plan_HeadersAndThenNothing_IsBoundedByTheClustersActivityTimeout(Seat seat, int status, string reason)
    {
        await using var planner = FaultyPlanner.Start(new("headers alone", [], static exchange => HeadAloneAsync(exchange)));
        var cluster = seat == Seat.SelectedV1 ? "v1" : "v2";
        await using var bed = await planner.SeatAsync(seat, ($"ReverseProxy:Clusters:{cluster}:HttpRequest:ActivityTimeout", "00:00:01"));

        var answer = await bed.PlanAsync();

        Assert.Equal((status, reason), (answer.Status, answer["X-Planner-Reason"]));
        (await bed.SettlesAsync(1)).IsChargedAlone(seat, "timeout");
    }

    [Fact]
    public async Task Plan_EndlessBodyBeside_EndsWithItsDeadline()
    {
        await using var planner = FaultyPlanner.Start(WireFaults.Named("endless"));
        await using var bed = await planner.SeatAsync(Seat.ShadowV2, Seat.ShadowV2.Deadline());

        Assert.Equal(Plans.Triage, (await bed.PlanAsync()).Text);

        var metrics = await bed.SettlesAsync(1);
        metrics.IsChargedAlone(Seat.ShadowV2, "timeout");
        Assert.Equal(1, metrics.Outcome("shadow_timeout"));
    }

    [Theory]
    [InlineData(Seat.SelectedV1)]
    [InlineData(Seat.SelectedV2)]
    public async Task Plan_SlowBody_HasTheTimeItNeeds(Seat seat)
    {
        await using var planner = FaultyPlanner.Start(WireFaults.Named("one byte a second"), static _ => "{}");
        await using var bed = await planner.SeatAsync(seat, ("Planner:FirstByteSeconds", 1));

        var answer = await bed.PlanAsync();

        Assert.Equal((200, "{}"), (answer.Status, answer.Text));
        var metrics = await bed.SettlesAsync(1);
        metrics.IsChargedAlone(seat, "unreadable");
        Assert.True((double)(await bed.Guard.RunAsync(answer.RunId))["plan"]!["planner_meta"]!["latency_ms"]! >= 900);
    }

    [Fact]
    public async Task Plan_SlowBodyBeside_EndsWithItsDeadline()
    {
        await using var planner = FaultyPlanner.Start(WireFaults.Named("one byte a second"));
        await using var bed = await planner.SeatAsync(Seat.ShadowV2, Seat.ShadowV2.Deadline());

        Assert.Equal(Plans.Triage, (await bed.PlanAsync()).Text);

        var metrics = await bed.SettlesAsync(1);
        metrics.IsChargedAlone(Seat.ShadowV2, "timeout");
        Assert.Equal(1, metrics.Outcome("shadow_timeout"));
    }

    private static async Task HeadAloneAsync(Exchange exchange)
    {
        await exchange.HeadAsync("Content-Length: 1000\r\n");
        await exchange.SilenceAsync();
    }
}
