using System.Text.RegularExpressions;
using EndToEnd.Harness;

namespace EndToEnd.Operations;

/// <summary>The demo, in the program itself.</summary>
public sealed partial class DemoTests
{
    // A story of half a minute: on a machine that does other things beside it takes longer.
    private static readonly TimeSpan Patient = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Once_Plain_TellsTheStoryAndExitsWith0()
    {
        var (exitCode, output, error) = await SidecarProcess.RunToEndAsync(
            // It needs no configuration of ours.
            new SidecarSettings
            {
                V1 = "http://127.0.0.1:9",
                V2 = "http://127.0.0.1:9",
                YarpJson = "",
                Arguments = ["demo", "--once", "--plain"],
            },
            Patient
        );

        Assert.True(exitCode == 0, $"exit code {exitCode}\n{output}\n{error}");
        Assert.Equal("", error);
        // In the order of the story; each breach is one that only a worse v2 can bring.
        string[] told =
        [
            "] Shadow only",
            "] Canary at 5 %",
            "] Canary at 20 %",
            "] Disagreements",
            "  !!  rolled back by the guard: latency (V2 p95: ",
            "  ++  healthy again: epoch 2",
            "  !!  rolled back by the guard: cost (V2: ",
            "  ++  healthy again: epoch 3",
            "  !!  rolled back by the guard: quality (V1: ",
            "  ++  healthy again: epoch 5",
            "] Promotion to 50 %",
            "] Promotion to 100 %",
            "] Kill switch by hand",
            "] The ledger balances",
            "| Planner Weekly Report — ",
            "| Rollbacks: 3 in all: 3 automatic, 0 manual.",
        ];
        var at = 0;
        foreach (var line in told)
        {
            at = output.IndexOf(line, at, StringComparison.Ordinal);
            Assert.True(at >= 0, $"missing, or out of order: {line}\n{output}");
        }

        Assert.Matches(Breaches(), output);
        Assert.Matches(Verdict(), output);
        Assert.DoesNotContain("FAIL", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
        Assert.All(output.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    [GeneratedRegex(
        @"latency \(V2 p95: [0-9.]+ms > 1600ms\)[\s\S]*cost \(V2: [0-9.]+¢ > 3\.0¢\)[\s\S]*quality \(V1: [0-9.]+, V2: [0-9.]+, drop: [0-9.]+\)"
    )]
    private static partial Regex Breaches();

    [GeneratedRegex(@"All [0-9]+ checks held, in [0-9.]+ s\.")]
    private static partial Regex Verdict();
}
