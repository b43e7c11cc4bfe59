using System.Globalization;
using EndToEnd.Chaos;

namespace Chaos;

/// <summary>Sends a bounded number of requests with faults switching on and off, and compares the process at the end with its beginning.</summary>
internal static class SoakCommand
{
    private const double Allowed = 1.10;
    private const int QuietSeconds = 40;

    // So that the first round is the first 5 percent.
    private const int Rounds = 20;

    // A thread of the pool or an open connection more or less is no growth.
    private const int Slack = 8;

    public static async Task<int> RunAsync(int requests)
    {
        var began = TimeProvider.System.GetTimestamp();
        Console.WriteLine("| requests | memory, MB | threads | handles | after |");
        Console.WriteLine("|---|---|---|---|---|");
        var result = await SoakRunner.RunAsync(requests, Rounds, QuietSeconds, Show);
        Show(result.Last);
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var growth = (double)result.Last.Memory / result.Settled.Memory;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""

                {result.Sent:N0} requests in {seconds:F0} s: {result.ByV1:N0} answered right by v1, {result.ByV2:N0} by v2, {result.Expected:N0} errors where v2 failed within its answer or the agent left, {result.Unexpected.Values.Sum():N0} others{string.Concat(
                    result.Unexpected.Select(static fault => $"; {fault.Key} {fault.Value:N0}")
                )}.
                Ledger: {result.Runs:N0} runs, balanced; {result.Recorded:N0} recorded, {result.Dropped:N0} dropped.
                Memory {(growth - 1)
                    * 100:+0.0;-0.0} %, threads {result.Settled.Threads} to {result.Last.Threads}, handles {result.Settled.Handles} to {result.Last.Handles}.
                """
            )
        );
        var holds =
            growth <= Allowed
            && result.Last.Threads <= result.Settled.Threads + Slack
            && result.Last.Handles <= result.Settled.Handles + Slack
            && result.Unexpected.Count == 0
            && result.Runs == result.Recorded + result.Dropped;
        return holds ? 0 : 1;
    }

    private static void Show(SoakSample sample) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {sample.Requests:N0} | {sample.Memory / 1e6:F1} | {sample.Threads} | {sample.Handles} | {sample.Step} |"
            )
        );
}
