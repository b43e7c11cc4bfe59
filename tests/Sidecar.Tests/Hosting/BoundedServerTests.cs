using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Time.Testing;
using Sidecar.Hosting;

namespace Sidecar.Tests.Hosting;

public sealed class BoundedServerTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task StopAsync_RequestsWithoutAnEnd_AreBrokenOffAtTheBound()
    {
        using var inner = new FakeServer();
        using var server = new BoundedServer(inner, _time);
        var stopped = server.StopAsync(CancellationToken.None);

        _time.Advance(BoundedServer.Bound - TimeSpan.FromTicks(1));
        Assert.False(inner.Stop.IsCancellationRequested);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.True(inner.Stop.IsCancellationRequested);

        inner.Stopped.SetResult();
        await stopped;
    }

    [Fact]
    public async Task StopAsync_TheHostGivesUp_IsPassedOn()
    {
        using var inner = new FakeServer();
        using var server = new BoundedServer(inner, _time);
        using var host = new CancellationTokenSource();
        var stopped = server.StopAsync(host.Token);

        await host.CancelAsync();

        Assert.True(inner.Stop.IsCancellationRequested);
        inner.Stopped.SetResult();
        await stopped;
    }

    private sealed class FakeServer : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public TaskCompletionSource Stopped { get; } = new();

        public CancellationToken Stop { get; private set; }

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            Stop = cancellationToken;
            return Stopped.Task;
        }

        public void Dispose() { }
    }
}
