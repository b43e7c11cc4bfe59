using System.Globalization;
using Rig;

namespace RollbackBench;

/// <summary>What was measured, in Markdown.</summary>
internal static class RollbackReport
{
    private const double LimitMs = 10;
    private const string Metric = "planner_rollback_seconds";

    /// <summary>Writes it; false where it is not as it should be.</summary>
    public static async Task<bool> WriteAsync(RollbackOptions options, Agents agents, Operator guard, TextWriter output)
    {
        var history = await RollbackHistory.ReadAsync(guard);
        var metrics = await guard.TextAsync("/metrics");
        var errors = agents.Errors.Values.Sum();
        await output.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                {agents.Answered} runs in {agents.Elapsed.TotalSeconds:0} s ({agents.Answered
                    / agents.Elapsed.TotalSeconds:0} a second) over {options.Connections} connections; errors seen by agents: {errors}.
                Rollbacks: {options.Rollbacks} expected, {history.Count} in the history, {history.WithoutLeg} of them by the timer.

                {Durations.Head("from the leg's end to the change, by the history")}
                {history.Times.Row("all")}
                """
            )
        );
        foreach (var (metric, times) in history.ByMetric)
            await output.WriteLineAsync(times.Row(metric));
        foreach (var (error, count) in agents.Errors)
            await output.WriteLineAsync($"error, {count} times: {error}");
        await output.WriteLineAsync();
        foreach (var line in metrics.Split('\n').Where(static line => line.StartsWith(Metric, StringComparison.Ordinal)))
            await output.WriteLineAsync("    " + line);
        return history.Count == options.Rollbacks && errors == 0 && history.Times.Ms(99) < LimitMs;
    }
}
