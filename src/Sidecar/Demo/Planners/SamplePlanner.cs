using System.Net;
using Shadow.Runs;

namespace Sidecar.Demo.Planners;

/// <summary>A planner backend for a mailbox assistant, in this process, on a loopback port: what the demo puts behind the sidecar.</summary>
internal sealed class SamplePlanner : IAsyncDisposable
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(1);

    private readonly WebApplication _app;
    private readonly TimeProvider _time;
    private volatile PlannerTuning _tuning = PlannerTuning.Healthy;

    private SamplePlanner(Planner planner, int port, TimeProvider time)
    {
        _time = time;
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        _app = builder.Build();
        _app.Run(new PlanEndpoint(planner, () => _tuning, time).AnswerAsync);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>How it behaves, from the next request on.</summary>
    public PlannerTuning Tuning
    {
        get => _tuning;
        set => _tuning = value;
    }

    /// <summary>Starts a planner on a port, or on any free one with port 0.</summary>
    public static async Task<SamplePlanner> StartAsync(Planner planner, TimeProvider time, CancellationToken ct, int port = 0)
    {
        var sample = new SamplePlanner(planner, port, time);
        try
        {
            await sample._app.StartAsync(ct);
            return sample;
        }
        catch
        {
            await sample._app.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A hanging planner holds its requests for ever: past the bound its connections are cut.
        using var bound = new CancellationTokenSource(StopWithin, _time);
        await _app.StopAsync(bound.Token);
        await _app.DisposeAsync();
    }
}
