using EndToEnd.Harness;

namespace EndToEnd.Mirroring;

/// <summary>Agents that do not stay.</summary>
public sealed class AgentThatLeavesTests
{
    [Fact]
    public async Task Plan_ShadowStillUnderWay_OutlivesTheAgentsConnection()
    {
        await using var bed = await Bed.StartAsync();
        var gate = new TaskCompletionSource();
        bed.V2.Answer = async (context, _) =>
        {
            await gate.Task;
            await context.AnswerJsonAsync(Plans.Priority);
        };

        using (var agent = await RawConnection.ConnectAsync(bed.Sidecar.Address))
        {
            await agent.WriteAsync(RawRequests.Of("POST", "/plan", "{}"));
            Assert.Equal(Plans.Triage, (await agent.ReadAnswerAsync()).Text);
        }

        await bed.V2.NextAsync();
        gate.SetResult();

        Assert.Equal(1, (await bed.Guard.LedgerSettlesAsync(1)).Outcome("compared"));
    }

    [Fact]
    public async Task Plan_AgentLeavesBeforeTheAnswer_IsAbortedAndNobodysFailure()
    {
        await using var bed = await Bed.StartAsync();
        bed.V1.Answer = static (context, _) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);

        using (var agent = await RawConnection.ConnectAsync(bed.Sidecar.Address))
        {
            await agent.WriteAsync(RawRequests.Of("POST", "/plan", "{}"));
            await bed.V1.NextAsync();
        }

        var metrics = await bed.Guard.LedgerSettlesAsync(1);
        Assert.Equal((1, 0), (metrics.Outcome("request_aborted"), metrics.Sum("planner_errors_total")));
        Assert.Equal(1, metrics["planner_selection_total{planner=\"v1\",reason=\"default\"}"]);
    }

    [Fact]
    public async Task Plan_AgentLeavesWithinItsBody_IsAbortedAndNotMirrored()
    {
        var begun = new TaskCompletionSource();
        await using var planner = RawPlanner.Start(async connection =>
        {
            await connection.ReadSomeAsync();
            begun.SetResult();
            await connection.ClosedByPeerAsync();
        });
        await using var bed = await planner.SeatAsync(Seat.SelectedV1);

        using (var agent = await RawConnection.ConnectAsync(bed.Sidecar.Address))
        {
            await agent.WriteAsync("POST /plan HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\npart");
            await begun.Task.WaitAsync(Patience.Limit);
        }

        var metrics = await bed.Guard.LedgerSettlesAsync(1);
        Assert.Equal((1, 0), (metrics.Outcome("request_aborted"), metrics.Sum("planner_errors_total")));
        Assert.Equal(0, bed.V2.Count);
    }
}
