using Microsoft.AspNetCore.Connections;
using Sidecar.Configuration;
using Sidecar.Hosting;

namespace Sidecar.Cli;

/// <summary>Runs the sidecar until it is told to stop.</summary>
internal static class ServeCommand
{
    /// <summary>Answers the exit code.</summary>
    /// <exception cref="ConfigurationFaultsException">The configuration cannot be used.</exception>
    public static async Task<int> RunAsync(ConfigurationInputs inputs)
    {
        var started = StartedConfiguration.Load(inputs);
        await using var app = SidecarHost.Build(started);
        try
        {
            await app.StartAsync();
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            var advice =
                exception.InnerException is AddressInUseException ? " Stop what listens there, or choose another address with --urls." : "";
            await Console.Error.WriteLineAsync($"The sidecar cannot start: {exception.Message}{advice}");
            return ExitCodes.Failure;
        }

        SidecarHost.Started(app);
        await app.WaitForShutdownAsync();
        return ExitCodes.Success;
    }
}
