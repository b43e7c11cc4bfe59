using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Sidecar.Configuration;
using Sidecar.Demo;
using Sidecar.Demo.Planners;

namespace Sidecar.Hosting;

/// <summary>Starts the demo's sidecar in this process: the real one, on a configuration of the demo's own.</summary>
internal sealed class DemoHost : IDemoHost
{
    private const int PortsToTry = 100;

    /// <inheritdoc/>
    public async Task<IDemoSidecar> StartAsync(DemoSidecarSettings settings, CancellationToken ct)
    {
        var file = Path.Combine(settings.DataFolder, ConfigurationInputs.DefaultFile);
        await File.WriteAllTextAsync(file, Configuration(settings), ct);
        var lastPort = Math.Min(settings.FirstPort + PortsToTry, ushort.MaxValue);
        for (var port = settings.FirstPort; ; port++)
        {
            var address = new Uri($"http://127.0.0.1:{port}");
            // The environment is left out: what is set there is meant for a sidecar in earnest.
            var inputs = new ConfigurationInputs { Path = file, Urls = address.ToString() };
            var app = SidecarHost.Build(StartedConfiguration.Load(inputs), new NoLifetime());
            try
            {
                if (IsFree(port))
                {
                    await app.StartAsync(ct);
                    return new DemoSidecar(app, address, TokenFile(settings));
                }
            }
            catch (IOException) when (port < lastPort)
            {
                // Taken between the look and the start: the next one.
            }

            await app.DisposeAsync();
            if (port >= lastPort)
                throw new IOException($"no port from {settings.FirstPort} to {port} is free; choose one with --port");
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string TokenFile(DemoSidecarSettings settings) => Path.Combine(settings.DataFolder, "guard.token");

    private static string Configuration(DemoSidecarSettings settings) =>
        $$"""
            {
              "Logging": { "LogLevel": { "Default": "None", "Microsoft.AspNetCore": "None", "Yarp": "None" } },
              "Storage": { "ConnectionString": {{Quoted($"Data Source={Path.Combine(settings.DataFolder, "sidecar.db")}")}} },
              "Guard": { "TokenFile": {{Quoted(TokenFile(settings))}} },
              "ReverseProxy": {
                "Routes": {
                  "planner": {
                    "ClusterId": "v1",
                    "Match": { "Path": "/{**path}", "Methods": [ "POST" ] },
                    "Transforms": [ { "CanarySplit": "v2", "Mirror": "on", "Judge": "plans" } ]
                  }
                },
                "Clusters": {
                  "v1": { "Destinations": { "sample": { "Address": {{Quoted(settings.V1.Address.ToString())}} } } },
                  "v2": { "Destinations": { "sample": { "Address": {{Quoted(settings.V2.Address.ToString())}} } } }
                }
              }
            }
            """;

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
