namespace Sidecar.Tests.Demo;

/// <summary>A fake sidecar's weekly report.</summary>
internal static class FakeReport
{
    public static string Of(FakeRuns runs, FakeGuard guard, FakeFaults faults)
    {
        var count = guard.Rollbacks.Count;
        var text = $"""
            # Planner Weekly Report — 2026-W48

            **Period:** 2026-11-17 to 2026-11-24
            **Total Runs:** {runs.Runs}

            ## Traffic Split
            - V1 (original): {runs.Runs - runs.AnsweredByV2} runs (80.0%)
            - V2 (canary): {runs.AnsweredByV2} runs (20.0%)

            ## Decision Differences
            - Agent change rate: 15.4% (V1 vs V2 chose different agents)

            ## Rollbacks
            {count} in all: {count} automatic, 0 manual.

            {string.Join('\n', guard.Rollbacks.Reverse().Select(breach => $"- 2026-11-24 14:00 UTC, automatic, by guard: {breach}"))}

            ## Recommendations
            - ⚠️ Find the cause before V2 gets more traffic - Rolled back {count} time(s)
            """;
        return faults.Reports is var (from, to) ? text.Replace(from, to, StringComparison.Ordinal) : text;
    }
}
