using System.CommandLine;
using System.Runtime.InteropServices;
using Sidecar.Demo;

namespace Sidecar.Cli;

/// <summary><c>sidecar demo</c>.</summary>
internal static class DemoCommand
{
    public static Command Create(Func<DemoOptions, CancellationToken, Task<int>> handler)
    {
        var once = new Option<bool>("--once") { Description = "End after the story; exit 0 only if what it told really happened" };
        var plain = new Option<bool>("--plain") { Description = "Plain lines instead of a live view" };
        var port = new Option<int?>("--port")
        {
            Description = "The sidecar's port. Default: the next free one from 8000",
            HelpName = "port",
        };
        port.Validators.Add(static result =>
        {
            // What is no number at all has been refused already.
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var value) && value is < 1 or > ushort.MaxValue)
                result.AddError("--port must be from 1 to 65535");
        });
        var command = new Command(
            "demo",
            "Start two sample planners and the sidecar, and show a canary that is rolled back, mended and promoted"
        )
        {
            once,
            port,
            plain,
        };
        command.SetAction(
            (result, _) => RunAsync(new DemoOptions(result.GetValue(once), result.GetValue(plain), result.GetValue(port)), handler)
        );
        return command;
    }

    // Ctrl+C and SIGTERM end the story, so that what it started is stopped and its folder deleted.
    private static async Task<int> RunAsync(DemoOptions options, Func<DemoOptions, CancellationToken, Task<int>> handler)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return await handler(options, stop.Token);

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }
}
