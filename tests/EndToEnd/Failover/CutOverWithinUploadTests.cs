using EndToEnd.Harness;

namespace EndToEnd.Failover;

/// <summary>The kill switch comes while the agent still sends its body.</summary>
public sealed class CutOverWithinUploadTests
{
    private const string Sized = "Content-Length: 10\r\n";
    private const string Chunked = "Transfer-Encoding: chunked\r\n";

    [Theory]
    [InlineData(Sized, "", "first", "other")]
    [InlineData(Sized, "", "", "firstother")]
    [InlineData(Chunked, "", "5\r\nfirst\r\n", "5\r\nother\r\n0\r\n\r\n")]
    [InlineData(Sized, "Expect: 100-continue\r\n", "", "firstother")]
    public async Task PutKillSwitch_AgentIsSending_V1GetsTheWholeBody(string framing, string expect, string before, string after)
    {
        var (asked, left) = (NewGate(), NewGate());
        await using var planner = HeadReader(asked, left);
        await using var bed = await planner.SeatAsync(Seat.SelectedV2);
        using var agent = await RawConnection.ConnectAsync(bed.Sidecar.Address);

        await agent.WriteAsync($"POST /plan HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{framing}{expect}\r\n{before}");
        await asked.Task.WaitAsync(Patience.Limit);
        await bed.Guard.PutAsync("""{"kill_switch":true}""");
        await left.Task.WaitAsync(Patience.Limit);
        await agent.WriteAsync(after);
        var answer = await agent.ReadAnswerAsync();
        while (answer.Status == 100)
            answer = await agent.ReadAnswerAsync();

        Assert.Equal((200, "v1", "cutover"), (answer.Status, answer["X-Planner-Selected"], answer["X-Planner-Reason"]));
        Assert.Equal("firstother", Assert.Single(bed.V1.Requests).Text);
        await bed.Guard.LedgerSettlesAsync(1);
    }

    [Fact]
    public async Task PutKillSwitch_BodyIsNotKept_RunStaysOnV2()
    {
        var (asked, switched) = (NewGate(), NewGate());
        await using var planner = RawPlanner.Start(async connection =>
        {
            await connection.ReadSomeAsync();
            asked.TrySetResult();
            await connection.WaitForAsync(switched);
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nv2");
            await connection.ClosedByPeerAsync();
        });
        await using var bed = await planner.SeatAsync(
            Seat.SelectedV2,
            ("ReverseProxy:Routes:planner:Transforms:0:Mirror", "off"),
            ("Canary:Failover", false),
            ("Canary:CutOverInFlight", false)
        );
        using var agent = await RawConnection.ConnectAsync(bed.Sidecar.Address);
        await agent.WriteAsync($"POST /plan HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{Chunked}\r\n5\r\nfirst\r\n");
        await asked.Task.WaitAsync(Patience.Limit);

        var path = Path.Combine(bed.Sidecar.Folder, "yarp.json");
        await File.WriteAllTextAsync(
            path,
            (await File.ReadAllTextAsync(path)).Replace("\"CutOverInFlight\":false", "\"CutOverInFlight\":true", StringComparison.Ordinal)
        );
        await Patience.UntilAsync(
            bed.Guard.MetricsAsync,
            static metrics => metrics["planner_config_reload_total{result=\"applied\"}"] > 0,
            static _ => "a reload of yarp.json"
        );
        await bed.Guard.PutAsync("""{"kill_switch":true}""");
        await agent.WriteAsync("5\r\nother\r\n0\r\n\r\n");
        switched.SetResult();
        var answer = await agent.ReadAnswerAsync();

        Assert.Equal((200, "v2", "v2"), (answer.Status, answer["X-Planner-Selected"], answer.Text));
        Assert.Empty(bed.V1.Requests);
    }

    // Reads what comes first, and tells when the sidecar has left.
    private static RawPlanner HeadReader(TaskCompletionSource asked, TaskCompletionSource left) =>
        RawPlanner.Start(async connection =>
        {
            await connection.ReadSomeAsync();
            asked.TrySetResult();
            await connection.BrokenOffAsync();
            left.TrySetResult();
        });

    private static TaskCompletionSource NewGate() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
