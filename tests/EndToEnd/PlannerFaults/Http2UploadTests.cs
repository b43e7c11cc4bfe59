using System.Text.Json.Nodes;
using EndToEnd.Attacks;
using EndToEnd.Harness;

namespace EndToEnd.PlannerFaults;

/// <summary>A planner that speaks HTTP/2 breaks off while the agent still sends its body.</summary>
public sealed class Http2UploadTests
{
    private const string Head = "POST /plan HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 10\r\n\r\n";

    public enum Fault
    {
        Refused,
        Reset,
        Closed,
        ConnectionReset,
    }

    [Theory]
    [InlineData(Fault.Refused)]
    [InlineData(Fault.Reset)]
    [InlineData(Fault.Closed)]
    [InlineData(Fault.ConnectionReset)]
    public async Task Plan_V2BreaksOffWithinTheUpload_V1GetsTheWholeBody(Fault fault)
    {
        await using var planner = BreakingOff(fault);
        await using var bed = await SeatAsync(planner, Seat.SelectedV2);
        using var agent = await RawConnection.ConnectAsync(bed.Sidecar.Address);

        await agent.WriteAsync(Head + "first");
        // v2's leg has ended: it is evidence.
        await bed.Guard.EvidenceAsync(1);
        await agent.WriteAsync("other");
        var answer = await agent.ReadAnswerAsync();

        Assert.Equal((200, "v1", "failover"), (answer.Status, answer["X-Planner-Selected"], answer["X-Planner-Reason"]));
        Assert.Equal("firstother", Assert.Single(bed.V1.Requests).Text);
        (await bed.SettlesAsync(1)).IsChargedAlone(Seat.SelectedV2, "reset");
    }

    [Theory]
    [InlineData(Fault.Refused)]
    [InlineData(Fault.Reset)]
    [InlineData(Fault.Closed)]
    [InlineData(Fault.ConnectionReset)]
    public async Task Plan_V1BreaksOffWithinTheUpload_Is502(Fault fault)
    {
        await using var planner = BreakingOff(fault);
        await using var bed = await SeatAsync(planner, Seat.SelectedV1);
        using var agent = await RawConnection.ConnectAsync(bed.Sidecar.Address);

        await agent.WriteAsync(Head + "first");
        var answer = await agent.ReadAnswerAsync();

        Assert.Equal((502, "v1"), (answer.Status, answer["X-Planner-Selected"]));
        (await bed.SettlesAsync(1)).IsChargedAlone(Seat.SelectedV1, "reset");
    }

    // What the agent sends then is v1's.
    [Fact]
    public async Task Plan_V2RefusesBeforeItHasTheBody_V1GetsTheWholeBody()
    {
        await using var planner = RawPlanner.Start(static async connection =>
        {
            const byte EndOfStreamAndHeaders = 5;
            const byte Status500 = 0x8E;
            await connection.WriteAsync(Http2Frames.Frame(Http2Frames.Settings, 0, 0, []));
            await HeadersAsync(connection);
            await connection.WriteAsync(Http2Frames.Frame(Http2Frames.Headers, EndOfStreamAndHeaders, 1, [Status500]));
            await connection.ClosedByPeerAsync();
        });
        await using var bed = await SeatAsync(planner, Seat.SelectedV2);
        using var agent = await RawConnection.ConnectAsync(bed.Sidecar.Address);

        await agent.WriteAsync(Head + "first");
        await bed.Guard.EvidenceAsync(1);
        await agent.WriteAsync("other");
        var answer = await agent.ReadAnswerAsync();

        Assert.Equal((200, "v1", "failover"), (answer.Status, answer["X-Planner-Selected"], answer["X-Planner-Reason"]));
        Assert.Equal("firstother", Assert.Single(bed.V1.Requests).Text);
        (await bed.SettlesAsync(1)).IsChargedAlone(Seat.SelectedV2, "http_5xx");
    }

    [Fact]
    public async Task PutKillSwitch_V2HasNothingOfTheBody_V2IsNotToldThatItIsEmpty()
    {
        var (reached, ended) = (new TaskCompletionSource(), new TaskCompletionSource<byte>());
        await using var planner = RawPlanner.Start(async connection =>
        {
            await connection.WriteAsync(Http2Frames.Frame(Http2Frames.Settings, 0, 0, []));
            await foreach (var (type, flags) in FramesAsync(connection))
            {
                if (type == Http2Frames.Headers)
                    reached.TrySetResult();
                if (type == Http2Frames.Reset || (type == Http2Frames.Data && (flags & Http2Frames.EndStream) != 0))
                    ended.TrySetResult(type);
            }
        });
        await using var bed = await SeatAsync(planner, Seat.SelectedV2);
        using var agent = await RawConnection.ConnectAsync(bed.Sidecar.Address);

        await agent.WriteAsync(Head);
        await reached.Task.WaitAsync(Patience.Limit);
        await bed.Guard.PutAsync("""{"kill_switch":true}""");
        Assert.Equal(Http2Frames.Reset, await ended.Task.WaitAsync(Patience.Limit));
        await agent.WriteAsync("firstother");

        Assert.Equal("cutover", (await agent.ReadAnswerAsync())["X-Planner-Reason"]);
        Assert.Equal("firstother", Assert.Single(bed.V1.Requests).Text);
    }

    private static RawPlanner BreakingOff(Fault fault) =>
        RawPlanner.Start(async connection =>
        {
            await connection.WriteAsync(Http2Frames.Frame(Http2Frames.Settings, 0, 0, []));
            await HeadersAsync(connection);
            if (fault == Fault.Closed)
                return;
            if (fault == Fault.ConnectionReset)
            {
                connection.Reset();
                return;
            }

            byte code = fault == Fault.Refused ? (byte)7 : (byte)2;
            await connection.WriteAsync(Http2Frames.Frame(Http2Frames.Reset, 0, 1, [0, 0, 0, code]));
            await connection.ClosedByPeerAsync();
        });

    // Reads on until a request has begun: of its body nothing may have come, a client sends small parts with what follows.
    private static async Task HeadersAsync(RawConnection connection)
    {
        await foreach (var (type, _) in FramesAsync(connection))
        {
            if (type == Http2Frames.Headers)
                return;
        }
    }

    private static async IAsyncEnumerable<(byte Type, byte Flags)> FramesAsync(RawConnection connection)
    {
        const int Preface = 24;
        const int FrameHead = 9;
        var (come, at) = (new List<byte>(), Preface);
        while (await connection.ReadSomeAsync() is { Length: > 0 } some)
        {
            come.AddRange(some);
            for (; come.Count >= at + FrameHead; at += FrameHead + ((come[at] << 16) | (come[at + 1] << 8) | come[at + 2]))
                yield return (come[at + 3], come[at + 4]);
        }
    }

    private static Task<Bed> SeatAsync(RawPlanner planner, Seat seat)
    {
        var cluster = $"ReverseProxy:Clusters:{(seat == Seat.SelectedV1 ? "v1" : "v2")}:HttpRequest:";
        (string Key, JsonNode? Value)[] keys = [(cluster + "Version", "2"), (cluster + "VersionPolicy", "RequestVersionExact")];
        return planner.SeatAsync(seat, keys);
    }
}
