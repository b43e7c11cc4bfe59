using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace EndToEnd.Harness;

/// <summary>A planner in the test's own process, which answers as the test says and keeps what it was asked.</summary>
internal sealed class FakePlanner : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _sync = new();
    private readonly List<SeenRequest> _requests = [];
    private readonly Channel<SeenRequest> _arrivals = Channel.CreateUnbounded<SeenRequest>();

    private FakePlanner(X509Certificate2? certificate, HttpProtocols protocols)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = null;
            options.Limits.MinResponseDataRate = null;
            options.Listen(
                IPAddress.Loopback,
                0,
                listen =>
                {
                    listen.Protocols = protocols;
                    if (certificate is not null)
                        listen.UseHttps(certificate);
                }
            );
        });
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Run(AnswerAsync);
    }

    /// <summary>How it answers; the request's body has been read by then. By default with <see cref="Plans.Triage"/>.</summary>
    public Func<HttpContext, SeenRequest, Task> Answer { get; set; } = Usual;

    public string Address => _app.Urls.First();

    private static Func<HttpContext, SeenRequest, Task> Usual { get; } = static (context, _) => context.AnswerJsonAsync(Plans.Triage);

    /// <summary>Every request so far, the oldest first.</summary>
    public IReadOnlyList<SeenRequest> Requests
    {
        get
        {
            lock (_sync)
                return [.. _requests];
        }
    }

    public int Count => Requests.Count;

    public int Primaries => Requests.Count(static request => request.Role == "primary");

    public int Shadows => Requests.Count(static request => request.Role == "shadow");

    /// <summary>Starts one; with a certificate it speaks HTTPS.</summary>
    public static async Task<FakePlanner> StartAsync(X509Certificate2? certificate = null, HttpProtocols protocols = HttpProtocols.Http1)
    {
        var planner = new FakePlanner(certificate, protocols);
        await planner._app.StartAsync();
        return planner;
    }

    /// <summary>The next request that no earlier call has returned.</summary>
    public Task<SeenRequest> NextAsync() => _arrivals.Reader.ReadAsync().AsTask().WaitAsync(Patience.Limit);

    /// <summary>As if it were new: it was asked nothing, and answers as usual.</summary>
    public void BeginAnew()
    {
        Answer = Usual;
        lock (_sync)
            _requests.Clear();
        while (_arrivals.Reader.TryRead(out _)) { }
    }

    public async ValueTask DisposeAsync()
    {
        // Answers that a test leaves open are broken off.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        if (!context.WebSockets.IsWebSocketRequest)
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var seen = new SeenRequest
        {
            Method = context.Request.Method,
            Target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            Headers = context.Request.Headers.ToDictionary(
                static header => header.Key,
                static header => header.Value.Select(static value => value ?? "").ToArray(),
                StringComparer.OrdinalIgnoreCase
            ),
            Body = body.ToArray(),
        };
        lock (_sync)
            _requests.Add(seen);
        _arrivals.Writer.TryWrite(seen);
        try
        {
            await Answer(context, seen);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Whoever asked has left, as some tests want it.
        }
    }
}
