using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Sidecar.Configuration;
using Sidecar.Guard;
using Sidecar.Hosting;

namespace Sidecar.Tests.Hosting;

public sealed class ShutdownTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly HealthState _health = new();
    private readonly LiveOptions _live = new(new SidecarOptions());
    private readonly HostOptions _host = new();

    [Fact]
    public async Task Stopping_WithADelay_IsNotReadyAtOnceAndWaits()
    {
        var shutdown = await StartedAsync();
        Assert.True(_health.Ready);
        _live.Replace(Delay(5));

        var stopping = shutdown.StoppingAsync(CancellationToken.None);

        Assert.False(_health.Ready);
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(stopping.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await stopping;
    }

    [Fact]
    public async Task ShutdownTimeout_DelayRaisedWhileRunning_LeavesTheSameTimeForTheRest()
    {
        await StartedAsync();
        var rest = _host.ShutdownTimeout;

        _live.Replace(Delay(300));

        Assert.True(rest > BoundedServer.Bound);
        Assert.Equal(rest + TimeSpan.FromSeconds(300), _host.ShutdownTimeout);
    }

    private static SidecarOptions Delay(double seconds) => new() { Shutdown = new ShutdownOptions { DelaySeconds = seconds } };

    private async Task<Shutdown> StartedAsync()
    {
        var shutdown = new Shutdown(_health, _live, Options.Create(_host), _time);
        await shutdown.StartAsync(CancellationToken.None);
        await shutdown.StartedAsync(CancellationToken.None);
        return shutdown;
    }
}
