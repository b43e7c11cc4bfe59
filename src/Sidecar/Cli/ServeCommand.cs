using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;
using Sidecar.Configuration;
using Sidecar.Hosting;
using Sidecar.Storage;

namespace Sidecar.Cli;

/// <summary>Runs the sidecar until it is told to stop.</summary>
internal static class ServeCommand
{
    // SIGXFSZ of Linux, which has no name of its own.
    private const PosixSignal FileSizeExceeded = (PosixSignal)25;

    /// <summary>Answers the exit code.</summary>
    /// <exception cref="ConfigurationFaultsException">The configuration cannot be used.</exception>
    public static async Task<int> RunAsync(ConfigurationInputs inputs)
    {
        var started = StartedConfiguration.Load(inputs);
        using var survives = SurviveFileSizeLimit();
        await using var app = SidecarHost.Build(started);
        try
        {
            await app.StartAsync();
        }
        catch (Exception exception)
            when (exception is OperationCanceledException or StoreException && app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Asked to end before it had begun: nothing was taken. A store that fails just then is no reason not to start any more.
            return ExitCodes.Success;
        }
        catch (Exception exception)
            when (exception is IOException or InvalidOperationException or UnauthorizedAccessException or CryptographicException)
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

    // A limit on the size of files, as LimitFSIZE= of systemd, is to be a fault of the store, which routing goes on without: its signal would
    // end the process.
    private static PosixSignalRegistration? SurviveFileSizeLimit() =>
        OperatingSystem.IsLinux() ? PosixSignalRegistration.Create(FileSizeExceeded, static signal => signal.Cancel = true) : null;
}
