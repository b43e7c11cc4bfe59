using Microsoft.Extensions.Time.Testing;
using Sidecar.Demo.Screens;
using Sidecar.Demo.Story;
using Sidecar.Demo.Traffic;

namespace Sidecar.Tests.Demo;

public sealed class PlainScreenTests
{
    [Fact]
    public void Steps_TwoTold_ReadAsLinesOfAtMost80Columns()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var screen = new PlainScreen(output, ScreenSamples.Steps, new FakeTimeProvider());
        screen.StepBegan(0);
        for (var done = 1; done <= 1000; done++)
            screen.Progressed(new TrafficProgress(done, 1000, done / 5));
        screen.StepEnded(0, ScreenSamples.Mixed, ScreenSamples.Figures);
        screen.StepBegan(1);
        screen.StepEnded(1, ScreenSamples.Disagreeing, ScreenSamples.Figures);
        Assert.Equal(
            """

            [1/2] Canary at 20 %
                  PUT /guard/config sets 20 %; 1000 runs, and v2 answers what is its share
                  of them, more or less
                  500 of 1000 runs, 20.0 % by v2
                  1000 of 1000 runs, 20.0 % by v2
                             answered      p50      p95      cost  quality   errors
                  v1             3200    17 ms  1625 ms    1.10 ¢     93.1    0.0 %
                  v2 shadow         0        –        –         –        –        –
                  decisions changed: 26.4 % of the runs compared
              ok  v2 answered 20.1 % of them
            FAIL  all 1000 runs were answered: 3 were not

            [2/2] Disagreements
                  which decisions differ
                  v1 chose              v2 chose                  runs
                  inbox_triage          inbox_priority               3
                  thread_summary        same, otherwise              1
              ok  v1 and v2 disagree on 4 of 10 runs

            """.ReplaceLineEndings("\n"),
            output.ToString()
        );
        Assert.All(output.ToString().Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public void Steps_NewsAndTwoStretches_ReadAsLines()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var screen = new PlainScreen(output, ScreenSamples.Steps, new FakeTimeProvider());
        screen.StepBegan(1);
        screen.Progressed(new TrafficProgress(1, 0, 0, 7));
        screen.Announced(new StoryNews(false, "rolled back by the guard: cost (V2: 3.1¢ > 3.0¢)", "0.4 ms after the leg that tipped it"));
        screen.Progressed(new TrafficProgress(1, 2, 0));
        screen.Progressed(new TrafficProgress(2, 2, 0));
        screen.Announced(new StoryNews(true, "healthy again"));
        screen.StepEnded(1, ScreenSamples.Disagreeing with { Disagreements = [], Lines = ["Total Runs: 3"] }, ScreenSamples.Figures);
        Assert.Equal(
            """

            [2/2] Disagreements
                  which decisions differ
              !!  rolled back by the guard: cost (V2: 3.1¢ > 3.0¢)
                  0.4 ms after the leg that tipped it
                  1 of 2 runs, 0.0 % by v2
                  2 of 2 runs, 0.0 % by v2
              ++  healthy again
                  | Total Runs: 3
              ok  v1 and v2 disagree on 4 of 10 runs

            """.ReplaceLineEndings("\n"),
            output.ToString()
        );
    }

    [Fact]
    public void Show_NoLineForTwoSeconds_SaysThatItGoesOn()
    {
        var clock = new FakeTimeProvider();
        using var output = new StringWriter { NewLine = "\n" };
        var screen = new PlainScreen(output, ScreenSamples.Steps, clock);
        screen.StepBegan(1);
        var before = output.ToString();
        clock.Advance(TimeSpan.FromSeconds(1.9));
        screen.Show(ScreenSamples.Figures);
        Assert.Equal(before, output.ToString());
        screen.Progressed(new TrafficProgress(312, 0, 62, 57));
        clock.Advance(TimeSpan.FromSeconds(0.1));
        screen.Show(ScreenSamples.Figures);
        screen.Show(ScreenSamples.Figures);
        Assert.Equal(before + "      … 312 runs so far, 19.9 % by v2, 57 agents wait\n", output.ToString());
        screen.Progressed(new TrafficProgress(2, 2, 0));
        clock.Advance(TimeSpan.FromSeconds(2));
        screen.Show(ScreenSamples.Figures);
        Assert.EndsWith("      … reading the sidecar's own record\n", output.ToString(), StringComparison.Ordinal);
    }
}
