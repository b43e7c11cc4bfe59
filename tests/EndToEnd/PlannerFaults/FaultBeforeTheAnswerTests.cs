using EndToEnd.Harness;

namespace EndToEnd.PlannerFaults;

/// <summary>
/// A planner fails before the first byte of its answer. v1's failure is a problem of the sidecar's to the agent; in v2's stead v1 answers;
/// beside, the agent sees nothing of it. The failing leg is charged with its failure, and nobody else with anything.
/// </summary>
public abstract class FaultBeforeTheAnswerTests(Seat seat, SharedSeats shared) : IClassFixture<SharedSeats>
{
    public static TheoryData<string> Faults => [.. WireFaults.BeforeTheAnswer.Select(static fault => fault.Name)];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Plan_PlannerFailsBeforeItsAnswer_IsChargedAlone(string name)
    {
        var fault = WireFaults.Named(name);
        if (!fault.Slow)
        {
            var (planner, bed) = await shared.TakeAsync(seat, fault);
            await AssertIsChargedAloneAsync(planner, bed, fault);
            return;
        }

        await using var silent = FaultyPlanner.Start(fault);
        await using var impatient = await silent.SeatAsync(seat, seat.Deadline());
        await AssertIsChargedAloneAsync(silent, impatient, fault);
    }

    private async Task AssertIsChargedAloneAsync(FaultyPlanner planner, Bed bed, WireFault fault)
    {
        if (seat == Seat.SelectedV1)
            await AssertV1FailsAsync(bed, fault);
        else
            await AssertV1AnswersAsync(bed, seat);

        var metrics = await bed.SettlesAsync(1);
        metrics.IsChargedAlone(seat, fault.Kinds);
        var outcome =
            seat != Seat.ShadowV2 ? "primary_error"
            : fault.Slow ? "shadow_timeout"
            : fault.Kinds.Contains("unreadable") ? "not_a_plan"
            : "shadow_error";
        Assert.Equal($"planner_shadow_total{{outcome=\"{outcome}\"}} 1", metrics.Show("planner_shadow_total"));
        Assert.Equal(1, planner.Requests);
    }

    private static async Task AssertV1FailsAsync(Bed bed, WireFault fault)
    {
        using var agent = await RawConnection.ConnectAsync(bed.Sidecar.Address);
        await agent.WriteAsync(RawRequests.Of("POST", "/plan", "{}"));
        // What v1 answered passes as it came, cut or not.
        var passes = fault.Kinds.Contains("http_5xx");
        var answer = passes ? await HeadAsync(agent) : await agent.ReadAnswerAsync();
        if (!passes)
        {
            Assert.Equal((fault.Slow ? 504 : 502, "application/problem+json"), (answer.Status, answer["Content-Type"]));
            Assert.Contains("lanner v1", answer.Text, StringComparison.Ordinal);
        }

        Assert.Equal(("v1", "default"), (answer["X-Planner-Selected"], answer["X-Planner-Reason"]));
        var run = await bed.Guard.RunAsync(answer["X-Planner-Run-Id"]!);
        Assert.Equal(answer.Status, (int)run["status"]!);
        Assert.Contains((string)run["plan"]!["planner_meta"]!["failure"]!, fault.Kinds);
    }

    private static async Task AssertV1AnswersAsync(Bed bed, Seat seat)
    {
        var answer = await bed.PlanAsync();
        Assert.Equal((200, Plans.Triage, "v1"), (answer.Status, answer.Text, answer["X-Planner-Selected"]));
        Assert.Equal(seat == Seat.ShadowV2 ? "default" : "failover", answer["X-Planner-Reason"]);
        var metrics = await bed.Guard.LedgerSettlesAsync(1);
        var failover = seat == Seat.ShadowV2 ? "" : "planner_failover_total{result=\"spare\"} 1";
        Assert.Equal(failover, metrics.Show("planner_failover_total"));
        // The spare is used: v1 is asked once a run.
        Assert.Equal(1, bed.V1.Count);
        var run = await bed.Guard.RunAsync(answer.RunId);
        Assert.Equal(200, (int)run["status"]!);
        Assert.NotNull(run["plan"]!["planner_meta"]!["shadow_failure"]);
    }

    private static async Task<RawMessage> HeadAsync(RawConnection agent)
    {
        var head = await agent.ReadAnswerAsync(hasBody: false);
        await agent.BrokenOffAsync();
        return head;
    }
}
