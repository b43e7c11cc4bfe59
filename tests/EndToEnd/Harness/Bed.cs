namespace EndToEnd.Harness;

/// <summary>A sidecar between an agent and two planners, all of a test's own.</summary>
internal sealed class Bed : IAsyncDisposable
{
    private Bed(FakePlanner v1, FakePlanner v2, SidecarProcess sidecar)
    {
        V1 = v1;
        V2 = v2;
        Sidecar = sidecar;
        Guard = new GuardClient(sidecar.Address, sidecar.Token);
        Agent = NewAgent(sidecar.Address);
    }

    public FakePlanner V1 { get; }

    public FakePlanner V2 { get; }

    public SidecarProcess Sidecar { get; }

    public GuardClient Guard { get; }

    /// <summary>Sends as it is told and takes answers as they come: no redirects, cookies or unpacking of its own.</summary>
    public HttpClient Agent { get; }

    /// <summary>Starts everything. The change gets settings with the addresses of both planners and returns the ones to use.</summary>
    public static async Task<Bed> StartAsync(Func<SidecarSettings, SidecarSettings>? change = null)
    {
        var v1 = await FakePlanner.StartAsync();
        var v2 = await FakePlanner.StartAsync();
        try
        {
            var settings = new SidecarSettings { V1 = v1.Address, V2 = v2.Address };
            return new Bed(v1, v2, await SidecarProcess.StartAsync(change?.Invoke(settings) ?? settings));
        }
        catch
        {
            await v1.DisposeAsync();
            await v2.DisposeAsync();
            throw;
        }
    }

    public static HttpClient NewAgent(Uri address)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(1),
        };
        return new HttpClient(handler) { BaseAddress = address, Timeout = Patience.Limit };
    }

    /// <summary>POST /plan, as agents do.</summary>
    public async Task<AgentAnswer> PlanAsync(string body = """{"goal":"tidy up"}""", Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/plan");
        request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        change?.Invoke(request);
        return await SendAsync(request);
    }

    /// <summary>Sends a request of the test's making.</summary>
    public async Task<AgentAnswer> SendAsync(HttpRequestMessage request)
    {
        using var response = await Agent.SendAsync(request);
        return await AgentAnswer.OfAsync(response);
    }

    public async ValueTask DisposeAsync()
    {
        Agent.Dispose();
        Guard.Dispose();
        await Sidecar.DisposeAsync();
        await V1.DisposeAsync();
        await V2.DisposeAsync();
    }
}
