using EndToEnd.Harness;

namespace EndToEnd.Guard;

/// <summary>With <c>Guard:Urls</c> operators and agents meet on listeners of their own.</summary>
public sealed class SeparateListenerTests
{
    [Fact]
    public async Task Request_OnTheAgentsPort_FindsNoGuardAndNoMetrics()
    {
        await using var bed = await SeparateBed.StartAsync();
        using var guard = new GuardClient(bed.Agents, bed.Sidecar.Token);
        using var agent = Bed.NewAgent(bed.Agents);

        Assert.Equal(404, (await guard.TextAsync("/guard/status")).Status);
        Assert.Equal(404, (await guard.TextAsync("/metrics")).Status);
        Assert.Equal(Plans.Triage, await agent.GetStringAsync("/plan"));
    }

    [Fact]
    public async Task Request_OnTheGuardsPort_FindsTheGuardAndNoPlanner()
    {
        await using var bed = await SeparateBed.StartAsync();
        using var guard = new GuardClient(bed.Guards, bed.Sidecar.Token);

        Assert.Equal(200, (await guard.TextAsync("/guard/status")).Status);
        Assert.Equal(200, (await guard.TextAsync("/metrics")).Status);
        Assert.Equal(404, (await guard.TextAsync("/plan")).Status);
        Assert.Equal(0, bed.Planner.Count);
    }

    [Fact]
    public async Task Request_HostOfTheGuardSpoofedOnTheAgentsPort_FindsNoGuard()
    {
        await using var bed = await SeparateBed.StartAsync();
        using var agent = await RawConnection.ConnectAsync(bed.Agents);

        await agent.WriteAsync($"GET /guard/health HTTP/1.1\r\nHost: {bed.Guards.Authority}\r\nConnection: close\r\n\r\n");

        Assert.Equal(404, (await agent.ReadAnswerAsync()).Status);
    }

    [Fact]
    public async Task Start_AgentsOnKestrelEndpoints_OpensTheGuardsListenerToo()
    {
        await using var bed = await SeparateBed.StartAsync(static settings =>
            settings with
            {
                Urls = null,
                Keys = [.. settings.Keys, ("Kestrel:Endpoints:agents:Url", "http://127.0.0.1:0")],
            }
        );
        using var agents = new GuardClient(bed.Agents, bed.Sidecar.Token);
        using var guard = new GuardClient(bed.Guards, bed.Sidecar.Token);

        Assert.Equal(404, (await agents.TextAsync("/guard/status")).Status);
        Assert.Equal(200, (await guard.TextAsync("/guard/status")).Status);
    }
}
