using System.CommandLine;
using System.CommandLine.Parsing;
using Sidecar.Configuration;

namespace Sidecar.Cli;

/// <summary>The command line. No option takes a secret: arguments of a process can be read by others on the machine.</summary>
internal static class SidecarCommands
{
    /// <summary>Parses and runs; answers the exit code: 2 for what cannot be understood and for a configuration that cannot be used.</summary>
    public static Task<int> RunAsync(string[] args, SidecarHandlers handlers) => RunAsync(args, handlers, Console.Out, Console.Error);

    internal static async Task<int> RunAsync(string[] args, SidecarHandlers handlers, TextWriter output, TextWriter error)
    {
        var root = Create(handlers, output, error);
        // An argument that begins with @ is an argument, not a file of further ones.
        var result = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var faults = Faults(root, result);
        if (faults.Count > 0)
        {
            foreach (var fault in faults)
                await error.WriteLineAsync("sidecar: " + fault);
            await error.WriteLineAsync("'sidecar --help' shows the commands, 'sidecar <command> --help' the options of one.");
            return ExitCodes.Usage;
        }

        try
        {
            return await result.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = output,
                    Error = error,
                    EnableDefaultExceptionHandler = false,
                    // The host answers signals itself: it drains for longer than the two seconds that are given here.
                    ProcessTerminationTimeout = null,
                }
            );
        }
        catch (StartFaultException exception)
        {
            await error.WriteLineAsync(exception.Message);
            return ExitCodes.Usage;
        }
    }

    private static RootCommand Create(SidecarHandlers handlers, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Canary sidecar: splits planner traffic between v1 and v2, compares their decisions, and takes v2 out.");
        Serve(root, handlers.Serve);
        var serve = new Command("serve", "Run proxy and guard. The default command");
        Serve(serve, handlers.Serve);
        root.Subcommands.Add(serve);
        root.Subcommands.Add(DemoCommand.Create(handlers.Demo));
        root.Subcommands.Add(RollupCommand.Create(TimeProvider.System, output, error));
        root.Subcommands.Add(SimulateCommand.Create(TimeProvider.System, output, error));
        root.Subcommands.Add(HealthCheckCommand.Create(output, error));
        return root;
    }

    private static void Serve(Command command, Func<ConfigurationInputs, Task<int>> handler)
    {
        var options = new ListenerOptions();
        options.AddTo(command);
        command.SetAction((result, _) => handler(options.Read(result)));
    }

    private static List<string> Faults(RootCommand root, ParseResult result)
    {
        var faults = result.Errors.Select(static parseError => parseError.Message).ToList();
        // An option ahead of the command belongs to the root and would be dropped in silence.
        if (result.CommandResult.Command != root)
            faults.AddRange(
                result
                    .RootCommandResult.Children.OfType<OptionResult>()
                    .Where(static option => !option.Implicit && option.Option is Option<string?>)
                    .Select(option =>
                        $"{option.Option.Name} stands before '{result.CommandResult.Command.Name}'; put it behind the command"
                    )
            );
        return faults;
    }
}
