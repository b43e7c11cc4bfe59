using Microsoft.Extensions.Time.Testing;
using Sidecar.Demo.Screens;
using Sidecar.Demo.Story;
using Sidecar.Demo.Traffic;
using Spectre.Console;

namespace Sidecar.Tests.Demo;

public sealed class LiveScreenTests
{
    private static readonly Uri Sidecar = new("http://127.0.0.1:8000");

    [Fact]
    public void Frame_StepUnderWay_ShowsBarFiguresAndDisagreements()
    {
        var screen = Screen(TextWriter.Null);
        screen.StepBegan(0);
        screen.Progressed(new TrafficProgress(500, 1000, 100));
        screen.Show(ScreenSamples.Figures);
        var lines = Render(screen.Frame);
        Assert.Contains(lines, line => line.Contains("Story · canary 20 % · kill switch on", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("▶ Canary at 20 %", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("500 of 1000 runs, 20.0 % by v2", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("latency p95   1625 ms         –", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("thread_summary     same, otherwise        1", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("others                                    2", StringComparison.Ordinal));
    }

    [Fact]
    public void Frame_StepsEnded_ShowsWhichHeld()
    {
        var screen = Screen(TextWriter.Null);
        screen.StepEnded(0, ScreenSamples.Mixed, null);
        screen.StepEnded(1, ScreenSamples.Disagreeing, null);
        var lines = Render(screen.Frame);
        Assert.Contains(lines, line => line.Contains("✗ Canary at 20 % 201 of 1000 runs by v2", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("✓ Disagreements  4 of 10 runs", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("The story is told.", StringComparison.Ordinal));
    }

    [Fact]
    public void Frame_AllSevenSteps_FitsATerminalOf80By24AndNeverGrows()
    {
        var screen = new LiveScreen(Console(TextWriter.Null), Sidecar, StorySteps.Of(new StoryScale()), new FakeTimeProvider());
        var heights = new List<int> { Height(screen) };
        screen.StepBegan(0);
        heights.Add(Height(screen));
        screen.Show(ScreenSamples.Figures);
        heights.Add(Height(screen));
        screen.Progressed(new TrafficProgress(500, 1000, 100));
        heights.Add(Height(screen));
        Assert.Equal(20, Assert.Single(heights.Distinct()));
    }

    [Fact]
    public async Task Show_StoryTold_DrawsTheLastFrameAndAnswersItsResult()
    {
        using var output = new StringWriter();
        var screen = Screen(output);
        var told = new StoryResult([ScreenSamples.Disagreeing], 1, TimeSpan.FromSeconds(1));
        var result = await screen.ShowAsync(
            () =>
            {
                screen.StepEnded(1, ScreenSamples.Disagreeing, ScreenSamples.Figures);
                return Task.FromResult(told);
            },
            CancellationToken.None
        );
        Assert.Same(told, result);
        Assert.Contains("✓ Disagreements", output.ToString(), StringComparison.Ordinal);
    }

    private static int Height(LiveScreen screen)
    {
        var lines = Render(screen.Frame);
        Assert.All(lines, line => Assert.True(line.Length <= 80, line));
        return lines.Count;
    }

    private static LiveScreen Screen(TextWriter output) => new(Console(output), Sidecar, ScreenSamples.Steps, new FakeTimeProvider());

    private static List<string> Render(StoryFrame frame)
    {
        using var output = new StringWriter { NewLine = "\n" };
        Console(output).Write(FrameLayout.Of(frame));
        return [.. output.ToString().TrimEnd('\n').Split('\n')];
    }

    private static IAnsiConsole Console(TextWriter output)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Out = new AnsiConsoleOutput(output),
            }
        );
        console.Profile.Width = 80;
        console.Profile.Height = 24;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
