using System.Net.Sockets;
using System.Text;
using EndToEnd.Harness;
using EndToEnd.PlannerFaults;

namespace EndToEnd.Decisions;

/// <summary>A planner that breaks off within its answer: the agent's connection breaks off too, after the same bytes.</summary>
public sealed class TruncatedAnswerTests(SharedSeats shared) : IClassFixture<SharedSeats>
{
    private const string Part = """{"agent":"inbox_triage","steps":["read" """;

    [Theory]
    [InlineData(Seat.SelectedV1, "Content-Length: 1000\r\n", Part)]
    [InlineData(Seat.SelectedV2, "Content-Length: 1000\r\n", Part)]
    [InlineData(Seat.SelectedV1, "Transfer-Encoding: chunked\r\n", "28\r\n" + Part + "\r\n")]
    [InlineData(Seat.SelectedV2, "Transfer-Encoding: chunked\r\n", "28\r\n" + Part + "\r\n")]
    [InlineData(Seat.SelectedV1, "Transfer-Encoding: chunked\r\n", "28\r\n" + Part + "\r\n", "zz\r\n")]
    public async Task Plan_SelectedBreaksOff_AgentSeesABrokenConnection(Seat seat, string framing, string sent, string last = "")
    {
        var gate = new TaskCompletionSource();
        var breaksOff = new WireFault(
            "breaks off",
            [],
            async exchange =>
            {
                await exchange.HeadAsync(framing);
                await exchange.Connection.WriteAsync(sent);
                await exchange.Connection.WaitForAsync(gate);
                await exchange.Connection.WriteAsync(last);
            }
        );
        var (_, bed) = await shared.TakeAsync(seat, breaksOff);
        using var agent = await RawConnection.ConnectAsync(bed.Sidecar.Address);
        await agent.WriteAsync(RawRequests.Of("POST", "/plan", "{}"));

        var received = new StringBuilder();
        while (!received.ToString().Contains(Part, StringComparison.Ordinal))
        {
            var some = await agent.ReadSomeAsync();
            Assert.False(some.Length == 0, $"The end came early, after {received}");
            received.Append(Encoding.Latin1.GetString(some));
        }

        gate.SetResult();
        var rest = await RestAsync(agent);

        // Neither the rest of the length nor a last chunk: nobody can take the part for the whole.
        Assert.Equal("", rest);
        Assert.StartsWith("HTTP/1.1 200", received.ToString(), StringComparison.Ordinal);
        var metrics = await bed.Guard.LedgerSettlesAsync(1);
        Assert.Equal((1, 1), (metrics.Outcome("primary_error"), metrics.Errors(seat, "truncated")));
    }

    [Theory]
    [InlineData("Content-Length: 1000\r\n", Part)]
    [InlineData("Transfer-Encoding: chunked\r\n", "28\r\n" + Part + "\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n", "28\r\n" + Part + "\r\nzz\r\n")]
    public async Task Plan_ShadowBreaksOff_AgentSeesNothingOfIt(string framing, string sent)
    {
        var (_, bed) = await shared.TakeAsync(Seat.ShadowV2, new("breaks off", [], exchange => exchange.HeadAsync($"{framing}\r\n{sent}")));

        Assert.Equal(Plans.Triage, (await bed.PlanAsync()).Text);

        var metrics = await bed.Guard.LedgerSettlesAsync(1);
        Assert.Equal((1, 1), (metrics.Outcome("shadow_error"), metrics.Errors(Seat.ShadowV2, "truncated")));
    }

    private static async Task<string> RestAsync(RawConnection agent)
    {
        var rest = new StringBuilder();
        try
        {
            while (await agent.ReadSomeAsync() is { Length: > 0 } some)
                rest.Append(Encoding.Latin1.GetString(some));
        }
        catch (IOException exception) when (exception.InnerException is SocketException)
        {
            // A reset, as it should be.
        }

        return rest.ToString();
    }
}
