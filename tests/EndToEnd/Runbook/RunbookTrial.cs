using EndToEnd.Harness;
using Xunit.Sdk;

namespace EndToEnd.Runbook;

/// <summary>Carries a runbook out, part by part. The first thing that is not as it says ends it: what follows builds on it.</summary>
internal static class RunbookTrial
{
    /// <summary>Carries it out.</summary>
    /// <param name="document">The runbook.</param>
    /// <param name="stage">Where.</param>
    /// <param name="name">What a fault calls the document.</param>
    public static async Task RunAsync(RunbookDocument document, RunbookStage stage, string name)
    {
        var last = new StepResult(null, "");
        foreach (var part in document.Parts)
        {
            try
            {
                last = await CarryOutAsync(part, stage, last);
            }
            catch (Exception fault) when (fault is XunitException or FormatException or TimeoutException)
            {
                Assert.Fail($"{name}, line {part.Line}: {fault.Message}");
            }
        }
    }

    private static async Task<StepResult> CarryOutAsync(RunbookPart part, RunbookStage stage, StepResult last)
    {
        switch (part)
        {
            case RunbookStep step:
                return await StepAsync(step, stage);
            case RunbookOutput shown when ShownText.Fault(shown, last.Output) is { } fault:
                throw new FormatException($"{fault}\n--- what came\n{last.Output}");
            case RunbookFragment fragment:
                await stage.WriteAsync(fragment);
                break;
            case RunbookDirective directive:
                await stage.DirectAsync(directive.Text);
                break;
        }

        return last;
    }

    private static async Task<StepResult> StepAsync(RunbookStep step, RunbookStage stage)
    {
        var script = stage.Here(step.Script);
        if (step.Eventually)
            return await Patience.UntilAsync(
                () => stage.Shell.RunAsync(script),
                result => !step.Faults(result).Any(),
                result => Story(step, result)
            );
        var result = await stage.Shell.RunAsync(script);
        return step.Faults(result).Any() ? throw new FormatException(Story(step, result)) : result;
    }

    private static string Story(RunbookStep step, StepResult result) =>
        string.Join("; ", step.Faults(result)) + $"\n--- the command\n{step.Script}\n--- what came ({result.Status})\n{result.Output}";
}
