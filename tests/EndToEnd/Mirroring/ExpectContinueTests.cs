using EndToEnd.Harness;

namespace EndToEnd.Mirroring;

/// <summary>An agent that asks before it sends its body.</summary>
public sealed class ExpectContinueTests
{
    private const string Head = "POST /plan HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: 100-continue\r\n";

    [Fact]
    public async Task Request_Expecting_IsToldToContinueAndComparedThen()
    {
        await using var bed = await Bed.StartAsync();
        using var agent = await RawConnection.ConnectAsync(bed.Sidecar.Address);

        await agent.WriteAsync(Head + "Content-Length: 5\r\n\r\n");
        var interim = await agent.ReadAnswerAsync();
        await agent.WriteAsync("hello");
        var answer = await agent.ReadAnswerAsync();

        Assert.Equal((100, 200, Plans.Triage), (interim.Status, answer.Status, answer.Text));
        Assert.Equal(1, (await bed.Guard.LedgerSettlesAsync(1)).Outcome("compared"));
        Assert.Equal(("hello", "hello"), (bed.V1.Requests[0].Text, bed.V2.Requests[0].Text));
    }

    [Fact]
    public async Task Request_PlannerRefusesTheBody_AgentNeverSendsIt()
    {
        await using var planner = RawPlanner.Start(static async connection =>
        {
            // The head alone: what is refused here is the body.
            await connection.ReadSomeAsync();
            await connection.WriteAsync("HTTP/1.1 417 Expectation Failed\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno");
            await connection.ClosedByPeerAsync();
        });
        await using var bed = await planner.SeatAsync(Seat.SelectedV1);
        using var agent = await RawConnection.ConnectAsync(bed.Sidecar.Address);

        // .NET's client sends a body of up to 1,024 bytes even after a refusal, to keep the connection.
        await agent.WriteAsync(Head + "Content-Length: 5000\r\n\r\n");
        var answer = await agent.ReadAnswerAsync();

        Assert.Equal((417, "no"), (answer.Status, answer.Text));
        Assert.Equal(1, (await bed.Guard.LedgerSettlesAsync(1)).Outcome("request_incomplete"));
        Assert.Equal(0, bed.V2.Count);
    }
}
