using System.Globalization;
using Shadow.Detection;
using Sidecar.Simulation.Passes;

namespace Sidecar.Simulation.Scenarios;

/// <summary>Holds what came of a pass against what was expected. Pure.</summary>
internal static class ExpectationCheck
{
    /// <summary>A sentence for everything that is not as expected; null where nothing is expected.</summary>
    public static IReadOnlyList<string>? Unmet(PassResult result)
    {
        if (result.Scenario.Expect is not { } expected)
            return null;
        var unmet = new List<string>();
        var first = result.Rollbacks.Count > 0 ? result.Rollbacks[0] : null;
        Same("action", expected.Action, result.Action);
        Same("breaches", Names(expected.Breaches), Names(first?.Breached ?? JudgedMetrics.None));
        Same("texts", Joined(expected.Texts), Joined(first?.Entry.Breaches ?? []));
        Bound("runs", expected.AtLeastRuns, expected.AtMostRuns, first?.Runs);
        Bound("v2_runs", expected.AtLeastV2Runs, expected.AtMostV2Runs, first?.V2Runs);
        Same("rollbacks", Text(expected.Rollbacks), Text<int>(result.Rollbacks.Count));
        Same("verdict", expected.Verdict?.Name(), result.Evaluation.Verdict);
        Same("cause", expected.Cause, result.Evaluation.Cause ?? "none");
        Same("would_breach", Names(expected.WouldBreach), Names(result.WouldBreach));
        Same("canary_pct", Text(expected.CanaryPct), Text<double>(result.State.CanaryPct));
        Same("kill_switch", OnOff(expected.KillSwitch), OnOff(result.State.KillSwitch));
        Same("epoch", Text(expected.Epoch), Text<int>(result.State.Epoch));
        return unmet;

        void Same(string what, string? wanted, string? was)
        {
            if (wanted is not null && wanted != was)
                unmet.Add($"{what}: expected {wanted}, was {was}");
        }

        void Bound(string what, int? least, int? most, int? was)
        {
            if (least is not null && !(was >= least))
                unmet.Add($"at_least_{what}: expected {Text(least)}, was {Text(was) ?? "never"}");
            if (most is not null && !(was <= most))
                unmet.Add($"at_most_{what}: expected {Text(most)}, was {Text(was) ?? "never"}");
        }
    }

    private static string? Names(JudgedMetrics? metrics) => metrics is { } known ? Joined(BreachTexts.Names(known)) : null;

    private static string? Joined(IReadOnlyList<string>? words) =>
        words is null ? null
        : words.Count == 0 ? "none"
        : string.Join("; ", words);

    private static string? Text<T>(T? value)
        where T : struct, IFormattable => value?.ToString(null, CultureInfo.InvariantCulture);

    private static string? OnOff(bool? value) => value is { } known ? (known ? "true" : "false") : null;
}
