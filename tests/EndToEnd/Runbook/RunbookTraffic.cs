using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EndToEnd.Harness;

namespace EndToEnd.Runbook;

/// <summary>The agents of a runbook: so many runs, or as many as it takes. None of them ever gets anything but a plan.</summary>
internal static partial class RunbookTraffic
{
    // Where it never comes to what is waited for, the step that follows says so.
    private const int Most = 20_000;

    /// <summary>Sends what a directive says, such as <c>200 runs</c> or <c>40 at a time, until v2 is rolled back</c>, and waits until it is counted.</summary>
    /// <param name="bed">Where to.</param>
    /// <param name="how">The directive.</param>
    /// <param name="recorded">Whether to wait for the audit log too.</param>
    public static async Task SendAsync(Bed bed, string how, bool recorded)
    {
        var match = Directive().Match(how);
        var wanted = Wanted(match.Groups["until"].Value);
        if (!match.Success || (wanted is null && match.Groups["until"].Success))
            throw new FormatException($"traffic of '{how}'");
        var (agents, batch) = (Number(match, "agents", 8), Number(match, "runs", 80));
        var before = (await bed.Guard.MetricsAsync()).Sum("planner_shadow_total");
        var sent = 0;
        do
        {
            var answers = await Traffic.SendAsync(bed.Sidecar.Address, agents, batch);
            Assert.All(answers, static answer => Assert.Equal((200, null), (answer.Status, answer.Fault)));
            sent += answers.Count;
        } while (wanted is not null && !wanted(await bed.Guard.StatusAsync()) && sent < Most);
        await SettleAsync(bed, before + sent, recorded);
    }

    // Everything of the runs is in the figures and in the audit log.
    private static Task<MetricsReading> SettleAsync(Bed bed, double runs, bool recorded) =>
        Patience.UntilAsync(
            bed.Guard.MetricsAsync,
            metrics =>
                metrics.Sum("planner_shadow_total") >= runs
                && metrics.Sum("planner_shadow_total") == metrics.Sum("planner_selection_total")
                && (!recorded || metrics["planner_audit_queue"] == 0),
            metrics => $"{runs} runs in the ledger, which holds\n{metrics.Show("planner_")}"
        );

    private static Func<JsonNode, bool>? Wanted(string until) =>
        until switch
        {
            "v2 is rolled back" => static status => (bool)status["config"]!["kill_switch"]!,
            "v2 is judged" => static status => (int)status["stats"]!["v2"]!["samples"]! >= 30,
            _ => null,
        };

    private static int Number(Match match, string group, int otherwise) =>
        match.Groups[group] is { Success: true } number ? int.Parse(number.Value, CultureInfo.InvariantCulture) : otherwise;

    [GeneratedRegex(@"^((?<agents>\d+) at a time, )?((?<runs>\d+) runs|until (?<until>.+))$", RegexOptions.ExplicitCapture)]
    private static partial Regex Directive();
}
