using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Sidecar.Hosting;

/// <summary>
/// A server that breaks off what is not answered <see cref="Bound"/> after its end was asked for. The host has one bound for everything: an
/// event stream without an end would use it up, and nothing would be left for writing the runs.
/// </summary>
internal sealed class BoundedServer(IServer inner, TimeProvider time) : IServer
{
    /// <summary>How long accepted requests have for their answers once the listener is closed.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public IFeatureCollection Features => inner.Features;

    /// <summary>Wraps the server that is registered so far.</summary>
    public static void Decorate(IServiceCollection services)
    {
        // The framework's server is internal to it.
        var registered = services.Last(static service => service.ServiceType == typeof(IServer));
        services.Remove(registered);
        services.AddSingleton<IServer>(provider => new BoundedServer(
            (IServer)ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!),
            provider.GetRequiredService<TimeProvider>()
        ));
    }

    /// <inheritdoc/>
    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull => inner.StartAsync(application, cancellationToken);

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var bound = new CancellationTokenSource(Bound, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        await inner.StopAsync(both.Token);
    }

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();
}
