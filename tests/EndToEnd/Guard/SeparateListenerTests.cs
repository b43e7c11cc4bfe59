using EndToEnd.Harness;

namespace EndToEnd.Guard;

/// <summary>With <c>Guard:Urls</c> operators and agents meet on listeners of their own.</summary>
public sealed class SeparateListenerTests
{
    [Fact]
    public async Task Request_HostOfTheGuardSpoofedOnTheAgentsPort_FindsNoGuard()
    {
        await using var bed = await Bed.StartAsync(static settings => settings with { Keys = [("Guard:Urls", "http://127.0.0.1:0")] });
        using var agent = await RawConnection.ConnectAsync(bed.Sidecar.Address);

        await agent.WriteAsync($"GET /guard/health HTTP/1.1\r\nHost: {bed.Sidecar.Guards.Authority}\r\nConnection: close\r\n\r\n");

        Assert.Equal(404, (await agent.ReadAnswerAsync()).Status);
    }

    [Fact]
    public async Task Start_AgentsOnKestrelEndpoints_OpensTheGuardsListenerToo()
    {
        await using var bed = await Bed.StartAsync(static settings =>
            settings with
            {
                Arguments = [],
                Keys = [("Guard:Urls", "http://127.0.0.1:0"), ("Kestrel:Endpoints:agents:Url", "http://127.0.0.1:0")],
            }
        );
        using var guardAtAgents = new GuardClient(bed.Sidecar.Address, bed.Sidecar.Token);

        Assert.Equal(2, bed.Sidecar.Addresses.Count);
        Assert.Equal(404, (await guardAtAgents.TextAsync("/guard/status")).Status);
        Assert.Equal(200, (await bed.Guard.TextAsync("/guard/status")).Status);
        Assert.Equal(200, (await bed.PlanAsync()).Status);
    }
}
