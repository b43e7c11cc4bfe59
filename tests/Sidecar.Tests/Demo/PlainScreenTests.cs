using Sidecar.Demo.Screens;
using Sidecar.Demo.Traffic;

namespace Sidecar.Tests.Demo;

public sealed class PlainScreenTests
{
    [Fact]
    public void Steps_TwoTold_ReadAsLinesOfAtMost80Columns()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var screen = new PlainScreen(output, ScreenSamples.Steps);
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
}
