using Sidecar.Demo;

namespace Sidecar.Hosting;

/// <summary>The demo's running sidecar.</summary>
internal sealed class DemoSidecar(WebApplication app, Uri address, string tokenFile) : IDemoSidecar
{
    /// <inheritdoc/>
    public Uri Address { get; } = address;

    /// <inheritdoc/>
    public string TokenFile { get; } = tokenFile;

    /// <inheritdoc/>
    public string Token { get; } = File.ReadAllText(tokenFile).Trim();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
