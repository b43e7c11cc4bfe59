using EndToEnd.Harness;

namespace EndToEnd.PlannerFaults;

/// <summary>
/// Half-open connections: a request that met a kept one at its end is sent once more on a fresh one, and nobody failed. It needs a route that
/// mirrors, which says that planning has no side effects.
/// </summary>
public sealed class KeptConnectionTests
{
    public static MatrixTheoryData<string, Seat> Ends => new(["closed on reuse", "reset on reuse"], Enum.GetValues<Seat>());

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task Plan_KeptConnectionEndsOnTheRequest_IsSentAgainAndNobodyFailed(string fault, Seat seat)
    {
        await using var planner = FaultyPlanner.Start(WireFaults.Named(fault));
        await using var bed = await planner.SeatAsync(seat);

        await AssertAnsweredAsync(bed, seat);
        await AssertAnsweredAsync(bed, seat);

        var metrics = await bed.SettlesAsync(2);
        metrics.IsChargedAlone(seat);
        Assert.Equal($"planner_resent_total{{{seat.Labels()}}} 1", metrics.Show("planner_resent_total"));
        Assert.Equal((2, ""), (metrics.Outcome("compared"), metrics.Show("planner_failover_total")));
        // One that was answered, one that ended, and that one once more.
        Assert.Equal(3, planner.Requests);
    }

    [Theory]
    [InlineData(Seat.SelectedV1)]
    [InlineData(Seat.ShadowV2)]
    [InlineData(Seat.SelectedV2)]
    public async Task Plan_ClosesAfterEachAnswerWithoutSayingSo_NobodySeesOrIsChargedWithIt(Seat seat)
    {
        await using var planner = FaultyPlanner.Start(WireFaults.Named("closed after each answer"));
        await using var bed = await planner.SeatAsync(seat);

        for (var i = 0; i < 30; i++)
            await AssertAnsweredAsync(bed, seat);

        var metrics = await bed.SettlesAsync(30);
        metrics.IsChargedAlone(seat);
        Assert.Equal(30, metrics.Outcome("compared"));
    }

    [Theory]
    [InlineData(Seat.SelectedV1, 504, "default", "primary_error")]
    [InlineData(Seat.ShadowV2, 200, "default", "shadow_timeout")]
    [InlineData(Seat.SelectedV2, 200, "failover", "primary_error")]
    public async Task Plan_KeptConnectionIsSilent_IsATimeoutLikeAnyOther(Seat seat, int status, string reason, string outcome)
    {
        await using var planner = FaultyPlanner.Start(WireFaults.Named("silent on reuse"));
        await using var bed = await planner.SeatAsync(seat, seat.Deadline());

        await AssertAnsweredAsync(bed, seat);
        await bed.SettlesAsync(1);
        var answer = await bed.PlanAsync();

        Assert.Equal((status, reason), (answer.Status, answer["X-Planner-Reason"]));
        var metrics = await bed.SettlesAsync(2);
        metrics.IsChargedAlone(seat, "timeout");
        Assert.Equal((1, 1), (metrics.Outcome("compared"), metrics.Outcome(outcome)));
    }

    [Fact]
    public async Task Plan_LongBody_IsSentAgainWhole()
    {
        var seen = new List<int>();
        await using var planner = FaultyPlanner.Start(
            WireFaults.Named("closed on reuse"),
            request =>
            {
                seen.Add(request.Body.Length);
                return Plans.Triage;
            }
        );
        await using var bed = await planner.SeatAsync(Seat.SelectedV1);
        var body = new string('x', 300_000);

        Assert.Equal(200, (await bed.PlanAsync(body)).Status);
        Assert.Equal(200, (await bed.PlanAsync(body)).Status);

        Assert.Equal([300_000, 300_000, 300_000], seen);
        (await bed.SettlesAsync(2)).IsChargedAlone(Seat.SelectedV1);
    }

    [Fact]
    public async Task Plan_NotDrawnForMirroring_IsSentAgainToo()
    {
        await using var planner = FaultyPlanner.Start(WireFaults.Named("closed on reuse"));
        await using var bed = await planner.SeatAsync(Seat.SelectedV1, ("Shadow:Percent", 0));

        Assert.Equal(200, (await bed.PlanAsync()).Status);
        Assert.Equal(200, (await bed.PlanAsync()).Status);

        (await bed.SettlesAsync(2)).IsChargedAlone(Seat.SelectedV1);
    }

    [Fact]
    public async Task Plan_MirrorOff_IsNeverSentTwice()
    {
        await using var planner = FaultyPlanner.Start(WireFaults.Named("closed on reuse"));
        await using var bed = await planner.SeatAsync(Seat.SelectedV1, ("ReverseProxy:Routes:planner:Transforms:0:Mirror", "off"));

        Assert.Equal(200, (await bed.PlanAsync()).Status);
        Assert.Equal(502, (await bed.PlanAsync()).Status);

        Assert.Equal(2, planner.Requests);
        (await bed.SettlesAsync(2)).IsChargedAlone(Seat.SelectedV1, "reset");
    }

    private static async Task AssertAnsweredAsync(Bed bed, Seat seat)
    {
        var answer = await bed.PlanAsync();
        Assert.Equal((200, Plans.Triage), (answer.Status, answer.Text));
        Assert.Equal(seat == Seat.SelectedV2 ? "canary" : "default", answer["X-Planner-Reason"]);
    }
}
