using Sidecar.Demo.Story;
using Spectre.Console;

namespace Sidecar.Demo.Screens;

/// <summary>Chooses how the story is shown.</summary>
internal static class StoryScreens
{
    /// <summary>The live view on a terminal, plain lines anywhere else and when asked for.</summary>
    public static IStoryScreen For(
        TextWriter output,
        bool terminal,
        bool plain,
        Uri sidecar,
        IReadOnlyList<IStoryStep> steps,
        TimeProvider time
    )
    {
        if (plain || !terminal)
            return new PlainScreen(output, steps, time);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        return console.Profile.Capabilities.Interactive && console.Profile.Capabilities.Ansi
            ? new LiveScreen(console, sidecar, steps, time)
            : new PlainScreen(output, steps, time);
    }
}
