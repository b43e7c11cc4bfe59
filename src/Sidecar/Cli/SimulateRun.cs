using System.Text.Json;
using Sidecar.Simulation.Output;
using Sidecar.Simulation.Passes;
using Sidecar.Simulation.Repeats;
using Sidecar.Simulation.Scenarios;

namespace Sidecar.Cli;

/// <summary>Runs a scenario for <c>sidecar simulate</c>.</summary>
internal static class SimulateRun
{
    /// <summary>Answers the exit code: 1 where something is expected and does not come, in any pass of many.</summary>
    public static Task<int> RunAsync(Scenario scenario, SimulateRequest request, TextWriter output, CancellationToken cancellationToken) =>
        request.Repeat is { } passes
            ? RepeatAsync(scenario, passes, request, output, cancellationToken)
            : OnceAsync(scenario, request, output, cancellationToken);

    private static async Task<int> OnceAsync(
        Scenario scenario,
        SimulateRequest request,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        var detail = request.Verbose ? TimelineDetail.Every : TimelineDetail.Changes;
        var result = await SimulatedPass.RunAsync(scenario, detail, cancellationToken);
        if (request.Json)
            await WriteAsync(output, JsonSerializer.Serialize(PassAnswer.From(result), SimulationJson.Readable.PassAnswer));
        else
            PassText.Write(output, result);
        return ExpectationCheck.Unmet(result) is { Count: > 0 } ? ExitCodes.Failure : ExitCodes.Success;
    }

    private static async Task<int> RepeatAsync(
        Scenario scenario,
        int passes,
        SimulateRequest request,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        var repetition = await Repetition.RunAsync(scenario, passes, cancellationToken);
        if (request.Json)
            await WriteAsync(output, JsonSerializer.Serialize(RepetitionAnswer.From(repetition), SimulationJson.Readable.RepetitionAnswer));
        else
            RepetitionText.Write(output, repetition);
        return repetition.Held < passes ? ExitCodes.Failure : ExitCodes.Success;
    }

    private static async Task WriteAsync(TextWriter output, string json)
    {
        await output.WriteAsync(json);
        await output.WriteAsync('\n');
    }
}
