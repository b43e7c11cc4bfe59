using Testing;

namespace EndToEnd.Harness;

/// <summary>A sidecar between an agent and two planners, all of a test's own.</summary>
internal sealed class Bed : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private SidecarSettings _settings = null!;

    private Bed(FakePlanner v1, FakePlanner v2)
    {
        V1 = v1;
        V2 = v2;
    }

    public FakePlanner V1 { get; }

    public FakePlanner V2 { get; }

    public SidecarProcess Sidecar { get; private set; } = null!;

    public GuardClient Guard { get; private set; } = null!;

    /// <summary>Runs in the audit log that are of the tests before.</summary>
    public int RecordedBefore { get; private set; }

    /// <summary>Sends as it is told and takes answers as they come: no redirects, cookies or unpacking of its own.</summary>
    public HttpClient Agent { get; private set; } = null!;

    /// <summary>Starts everything. The change gets settings with the addresses of both planners and returns the ones to use.</summary>
    public static async Task<Bed> StartAsync(Func<SidecarSettings, SidecarSettings>? change = null)
    {
        var bed = new Bed(await FakePlanner.StartAsync(), await FakePlanner.StartAsync());
        try
        {
            var settings = new SidecarSettings
            {
                V1 = bed.V1.Address,
                V2 = bed.V2.Address,
                Folder = bed._folder.Path,
            };
            await bed.UseAsync(change?.Invoke(settings) ?? settings);
            return bed;
        }
        catch
        {
            await bed.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// For the next test of those that share this bed: what was asked, counted and recorded until now is of the tests before it. Each of them
    /// waits until its runs are in the ledger.
    /// </summary>
    public async Task BeginAnewAsync()
    {
        await Guard.BeginAnewAsync();
        RecordedBefore = AuditFile.RunIds(Sidecar.Folder).Count;
        V1.BeginAnew();
        V2.BeginAnew();
    }

    /// <summary>Starts another sidecar on the same folder once the one before has ended; one that still runs is ended by SIGKILL.</summary>
    public async Task RestartAsync(Func<SidecarSettings, SidecarSettings>? change = null)
    {
        await EndAsync();
        await UseAsync(change?.Invoke(_settings) ?? _settings);
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
        await EndAsync();
        await V1.DisposeAsync();
        await V2.DisposeAsync();
        _folder.Dispose();
    }

    private async Task UseAsync(SidecarSettings settings)
    {
        _settings = settings;
        Sidecar = await SidecarProcess.StartAsync(settings);
        Guard = new GuardClient(Sidecar.Guards, settings.Environment.GetValueOrDefault("GUARD_TOKEN") ?? Sidecar.Token);
        Agent = NewAgent(Sidecar.Address);
    }

    private async Task EndAsync()
    {
        // Null where the start itself failed.
        Agent?.Dispose();
        Guard?.Dispose();
        if (Sidecar is not null)
            await Sidecar.DisposeAsync();
    }
}
