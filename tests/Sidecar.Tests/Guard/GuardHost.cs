using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Shadow.Detection;
using Shadow.Runs;
using Sidecar.Configuration;
using Sidecar.Guard;
using Sidecar.Guard.Gate;
using Sidecar.Guard.Routes;
using Sidecar.Metrics;
using Sidecar.Recording;
using Sidecar.Reporting;
using Sidecar.Storage;
using Sidecar.Tests.Fakes;

namespace Sidecar.Tests.Guard;

/// <summary>The guard on a real listener, with a catch-all route in the proxy's place that would take everything if it could.</summary>
internal sealed class GuardHost : IAsyncDisposable
{
    public const string Token = "operator-token";

    private readonly WebApplication _app;

    private GuardHost(WebApplication app, SidecarOptions options, FaultingSettingsStore store)
    {
        (_app, Store) = (app, store);
        Urls = [.. app.Urls.Select(static url => new Uri(url))];
        if (options.Guard.Urls is not null)
            Listener.Bound([Urls[1].Port]);
        Client = new HttpClient { BaseAddress = Urls[0] };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public FaultingSettingsStore Store { get; }

    public IReadOnlyList<Uri> Urls { get; }

    /// <summary>Sends the operators' token.</summary>
    public HttpClient Client { get; }

    public FakeRunLog Runs => (FakeRunLog)_app.Services.GetRequiredService<IRunLog>();

    public FakeReportSource Reports => (FakeReportSource)_app.Services.GetRequiredService<IReportSource>();

    public FakeEvidence Evidence => (FakeEvidence)_app.Services.GetRequiredService<IEvidence>();

    public EvidenceBook Book => _app.Services.GetRequiredService<EvidenceBook>();

    public HealthState Health => _app.Services.GetRequiredService<HealthState>();

    public GuardController Controller => _app.Services.GetRequiredService<GuardController>();

    public FakeTimeProvider Time => (FakeTimeProvider)_app.Services.GetRequiredService<TimeProvider>();

    public IEnumerable<RouteEndpoint> Endpoints => _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private GuardListener Listener => _app.Services.GetRequiredService<GuardListener>();

    public static async Task<GuardHost> StartAsync(SidecarOptions? options = null)
    {
        options ??= new SidecarOptions();
        var store = new FaultingSettingsStore();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(options.Guard.Urls is null ? "http://127.0.0.1:0" : "http://127.0.0.1:0;" + options.Guard.Urls);
        // As the sidecar's own listener has it.
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Services.AddSingleton(new LiveOptions(options));
        builder.Services.AddSingleton(new GuardTokens(Token, "read-token", "quality-token"));
        builder.Services.AddSingleton<SidecarMetrics>();
        builder.Services.AddSingleton<HealthState>();
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(GuardBed.Start));
        builder.Services.AddSingleton<IEvidence>(new FakeEvidence());
        builder.Services.AddSingleton<IRunLog>(new FakeRunLog());
        builder.Services.AddSingleton<RunRegistry>();
        builder.Services.AddSingleton<RunRecorder>();
        builder.Services.AddSingleton<LateQualities>();
        builder.Services.AddSingleton(static provider => new EvidenceBook(
            () => provider.GetRequiredService<LiveOptions>().Current.Regress,
            provider.GetRequiredService<TimeProvider>(),
            new ThresholdJudge()
        ));
        builder.Services.AddSingleton<ISettingsStore>(store);
        builder.Services.AddSingleton<RunDocument>(
            static (writer, run) =>
            {
                writer.WriteStartObject();
                writer.WriteString("run_id", run.RunId);
                writer.WriteEndObject();
            }
        );
        builder.Services.AddSingleton<IReportSource>(new FakeReportSource());
        builder.Services.AddReports();
        builder.Services.AddGuard();
        var app = builder.Build();
        app.UseGuardGate();
        app.UseRouting();
        app.MapGuard();
        Order(app.MapGet("/metrics", static context => context.Response.WriteAsync("metrics")), int.MinValue);
        Order(app.Map("/{**path}", static context => context.Response.WriteAsync("planner")), -1000);
        await app.StartAsync();
        return new GuardHost(app, options, store);
    }

    public async Task<(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Response)> SendAsync(
        HttpMethod method,
        string path,
        string? body = null,
        Action<HttpRequestMessage>? change = null
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        change?.Invoke(request);
        var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.StartsWith('{') ? JsonElement.Parse(text) : default, response);
    }

    public Task<(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Response)> GetAsync(string path) =>
        SendAsync(HttpMethod.Get, path);

    public Task<(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Response)> PutAsync(string body) =>
        SendAsync(HttpMethod.Put, "/guard/config", body);

    /// <summary>Sends a request line as it is; clients would make it tidy.</summary>
    public static async Task<string> RawAsync(Uri address, string head, string body = "")
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.ReplaceLineEndings("\r\n") + "\r\nConnection: close\r\n\r\n" + body));
        return await new StreamReader(stream).ReadToEndAsync();
    }

    private static void Order(IEndpointConventionBuilder endpoint, int order) =>
        endpoint.Add(builder => ((RouteEndpointBuilder)builder).Order = order);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
