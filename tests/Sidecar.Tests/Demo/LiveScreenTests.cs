using Microsoft.Extensions.Time.Testing;
using Sidecar.Demo.Screens;
using Sidecar.Demo.Story;
using Sidecar.Demo.Traffic;
using Spectre.Console;

namespace Sidecar.Tests.Demo;

public sealed class LiveScreenTests
{
    private static readonly Uri Sidecar = new("http://127.0.0.1:8000");
    private static readonly IReadOnlyList<IStoryStep> Story = StorySteps.Of(new StoryScale());
    private static readonly IReadOnlyList<string> Report = [.. Enumerable.Repeat(new string('x', 100), 7)];
    private static readonly StoryNews News = new(
        false,
        "rolled back by the guard: quality (V1: 94.1, V2: 88.9, drop: 5.2)",
        "0.4 ms after the leg that tipped it, 0.2 s after v2 turned wrong"
    );

    [Fact]
    public void Frame_StepUnderWay_ShowsBarFiguresAndDisagreements()
    {
        var screen = Screen(TextWriter.Null);
        screen.StepBegan(0);
        screen.Progressed(new TrafficProgress(500, 1000, 100));
        screen.Show(ScreenSamples.Figures);
        var lines = Render(screen.Frame);
        Assert.Contains(lines, line => line.Contains("Step 1 of 2 · canary 20 % · kill switch on", StringComparison.Ordinal));
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
        Assert.DoesNotContain(lines, line => line.Contains("Figures", StringComparison.Ordinal));
    }

    [Fact]
    public void Frame_RolledBack_ShowsTheBreachUntilTheStepAfterTheNext()
    {
        var screen = new LiveScreen(Console(TextWriter.Null), Sidecar, Story, new FakeTimeProvider());
        screen.StepBegan(4);
        screen.Progressed(new TrafficProgress(312, 0, 62, 57));
        Assert.Contains(
            Render(screen.Frame),
            line => line.EndsWith("━ 312 runs so far, 19.9 % by v2, 57 agents wait", StringComparison.Ordinal)
        );
        screen.Announced(News);
        var lines = Render(screen.Frame);
        Assert.Contains("  " + News.Text, lines);
        Assert.Contains(" " + News.Detail, lines);
        screen.StepBegan(5);
        lines = Render(screen.Frame);
        Assert.Contains("  " + News.Text, lines);
        Assert.DoesNotContain(" " + News.Detail, lines);
        screen.StepBegan(6);
        Assert.DoesNotContain("  " + News.Text, Render(screen.Frame));
    }

    [Fact]
    public void Frame_StepUnderWay_IsInTheWindowOfEight()
    {
        var screen = new LiveScreen(Console(TextWriter.Null), Sidecar, Story, new FakeTimeProvider());
        for (var step = 0; step < Story.Count; step++)
        {
            screen.StepBegan(step);
            var lines = Render(screen.Frame);
            Assert.Contains(lines, line => line.Contains($"▶ {Story[step].Title} ", StringComparison.Ordinal));
            Assert.Equal(
                8,
                lines.Count(line => line.StartsWith("│▶ ", StringComparison.Ordinal) || line.StartsWith("│· ", StringComparison.Ordinal))
            );
            Assert.Contains(lines, line => line.Contains($"Step {step + 1} of {Story.Count}", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Frame_EveryMomentOfTheStory_FitsATerminalOf80By24AndNeverGrows()
    {
        var screen = new LiveScreen(Console(TextWriter.Null), Sidecar, Story, new FakeTimeProvider());
        var heights = new List<int> { Height(screen) };
        for (var step = 0; step < Story.Count; step++)
        {
            screen.StepBegan(step);
            heights.Add(Height(screen));
            screen.Show(ScreenSamples.Figures);
            screen.Progressed(new TrafficProgress(500, 1000, 100));
            heights.Add(Height(screen));
            screen.Progressed(new TrafficProgress(5000, 0, 1000, 64));
            screen.Announced(News);
            heights.Add(Height(screen));
            screen.StepEnded(step, ScreenSamples.Longest with { Lines = step == Story.Count - 1 ? Report : [] }, null);
            if (step < Story.Count - 1)
                heights.Add(Height(screen));
        }
        Assert.Equal(23, Assert.Single(heights.Distinct()));
        // The last frame stays: every step, and what the report says.
        Assert.Equal(1 + Story.Count + Report.Count, Render(screen.Frame).Count);
        Assert.True(Height(screen) <= 23);
    }

    [Fact]
    public void Steps_What_FitsALineOfTheView() => Assert.All(Story, step => Assert.True(step.What.Length <= 77, step.What));

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
        return [.. output.ToString().TrimEnd('\n').Split('\n').Select(line => line.TrimEnd(' '))];
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
