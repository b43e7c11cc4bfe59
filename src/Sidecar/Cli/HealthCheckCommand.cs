using System.CommandLine;

namespace Sidecar.Cli;

/// <summary><c>sidecar healthcheck</c>: for container engines, which may find no shell and no curl beside the program.</summary>
internal static class HealthCheckCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var options = new ListenerOptions();
        var command = new Command("healthcheck", "Ask the running sidecar on this machine whether it is ready: exit 0 if so, 1 otherwise");
        options.AddTo(command);
        command.SetAction(
            async (result, cancellationToken) =>
            {
                var answer = await ReadyProbe.AskAsync(ReadyAddresses.Of(options.Read(result)), cancellationToken);
                await (answer.Ready ? output : error).WriteLineAsync(answer.Sentence);
                return answer.Ready ? ExitCodes.Success : ExitCodes.Failure;
            }
        );
        return command;
    }
}
