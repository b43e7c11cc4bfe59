using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Rig;

/// <summary>A planner in this process, on a loopback port of the system's choice.</summary>
internal sealed class LoadPlanner : IAsyncDisposable
{
    private static readonly byte[] Plan =
        """{"agent":"inbox_triage","steps":["read","sort"],"tools":["mail"],"dry_run":false}"""u8.ToArray();

    private readonly WebApplication _app;
    private volatile PlannerConduct _conduct;

    private LoadPlanner(PlannerConduct conduct)
    {
        _conduct = conduct;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        // Signals end the program, which then ends its planners last.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>Where it listens.</summary>
    public string Address => _app.Urls.First();

    /// <summary>How it answers, from the next request on.</summary>
    public PlannerConduct Conduct
    {
        get => _conduct;
        set => _conduct = value;
    }

    /// <summary>Starts a planner.</summary>
    public static async Task<LoadPlanner> StartAsync(PlannerConduct conduct)
    {
        var planner = new LoadPlanner(conduct);
        await planner._app.StartAsync();
        return planner;
    }

    public async ValueTask DisposeAsync()
    {
        // Whoever still asks is broken off.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var conduct = _conduct;
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        if (conduct.Takes > TimeSpan.Zero)
            await Task.Delay(conduct.Takes, TimeProvider.System, context.RequestAborted);
        var response = context.Response;
        response.StatusCode = conduct.Status;
        response.ContentType = "application/json";
        response.ContentLength = Plan.Length;
        response.Headers["X-Planner-Cost-Cents"] = conduct.CostCents.ToString(CultureInfo.InvariantCulture);
        response.Headers["X-Planner-Quality"] = conduct.Quality.ToString(CultureInfo.InvariantCulture);
        await response.Body.WriteAsync(Plan, context.RequestAborted);
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
