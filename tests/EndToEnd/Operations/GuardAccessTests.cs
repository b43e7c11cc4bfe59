using System.Text;
using EndToEnd.Harness;

namespace EndToEnd.Operations;

/// <summary>Where the guard listens, and whom it lets in.</summary>
public sealed class GuardAccessTests
{
    [Fact]
    public async Task Token_MadeAtTheStart_IsTheOwnersAloneAndNeverInTheLog()
    {
        await using var bed = await Bed.StartAsync();
        using var stranger = new GuardClient(bed.Sidecar.Address, "wrong");

        Assert.Equal(401, (await stranger.TextAsync("/guard/status")).Status);
        await bed.Guard.StatusAsync();
        await bed.PlanAsync();
        var file = Path.Combine(bed.Sidecar.Folder, "data", "guard.token");
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        var token = bed.Sidecar.Token;
        bed.Sidecar.Terminate();
        await bed.Sidecar.ExitAsync();
        Assert.Contains("guard.token", bed.Sidecar.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(token, bed.Sidecar.Log + bed.Sidecar.ErrorLog, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Urls_OfItsOwn_KeepGuardAndAgentsApart()
    {
        await using var bed = await Bed.StartAsync(static settings => settings with { Keys = [("Guard:Urls", "http://127.0.0.1:0")] });
        Assert.Equal(2, bed.Sidecar.Addresses.Count);
        Assert.NotEqual(bed.Sidecar.Address, bed.Sidecar.Guards);
        using var atAgents = new GuardClient(bed.Sidecar.Address, bed.Sidecar.Token);

        foreach (var path in new[] { "/guard/status", "/guard/health", "/guard/health/ready", "/metrics" })
        {
            Assert.Equal(404, (await atAgents.TextAsync(path)).Status);
            Assert.Equal(200, (await bed.Guard.TextAsync(path)).Status);
        }

        Assert.Equal(404, (await bed.Guard.TextAsync("/plan")).Status);
        Assert.Equal(404, (await bed.Guard.TextAsync("/")).Status);
        Assert.Equal(0, bed.V1.Count + bed.V2.Count);
        Assert.Equal(200, (await bed.PlanAsync()).Status);
        Assert.Equal(1, bed.V1.Count);
        await bed.Guard.LedgerSettlesAsync(1);
    }

    [Fact]
    public async Task AuthNone_OnLoopback_WarnsAndRefusesWhatABrowserCouldBeMadeToSend()
    {
        await using var planner = await FakePlanner.StartAsync();
        await using var sidecar = await SidecarProcess.StartAsync(
            new SidecarSettings
            {
                V1 = planner.Address,
                V2 = planner.Address,
                Keys = [("Guard:Auth", "none")],
            }
        );
        using var guard = new GuardClient(sidecar.Address, null);

        await guard.StatusAsync();
        Assert.Equal(200, (await guard.PutAsync("""{"canary_pct":5}""")).Status);
        Assert.Equal(415, (await SendAsync(guard, "text/plain", origin: null)).Status);
        Assert.Equal(403, (await SendAsync(guard, "application/json", "https://elsewhere.example")).Status);
        Assert.Equal(5, (double)(await guard.StatusAsync())["config"]!["canary_pct"]!);
        Assert.Contains("Guard:Auth is none", sidecar.Log, StringComparison.Ordinal);
    }

    private static Task<GuardAnswer> SendAsync(GuardClient guard, string mediaType, string? origin)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, "/guard/config")
        {
            Content = new StringContent("""{"canary_pct":90}""", Encoding.UTF8, mediaType),
        };
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return guard.SendAsync(request);
    }
}
