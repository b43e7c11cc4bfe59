using System.CommandLine;
using Sidecar.Simulation.Scenarios;

namespace Sidecar.Cli;

/// <summary>The options that put values in the place of a scenario's.</summary>
internal sealed class ScenarioOptions
{
    private static readonly (string Option, string Key, string Meaning)[] Known =
    [
        ("--seed", "seed", "What chance is drawn from: the same seed prints the same"),
        ("--runs", "runs", "How many runs arrive"),
        ("--rate", "rate_per_second", "How many arrive in a second"),
        ("--canary-pct", "steps[0].canary_pct", "The first step's share of v2, percent"),
        ("--v1-quality", "v1.quality.mean", "Mean quality of v1, points"),
        ("--v2-quality", "v2.quality.mean", "Mean quality of v2; of v2 what is not said is as of v1"),
        ("--v1-latency-ms", "v1.latency.median_ms", "Median latency of v1, milliseconds"),
        ("--v2-latency-ms", "v2.latency.median_ms", "Median latency of v2"),
        ("--v1-latency-p95-ms", "v1.latency.p95_ms", "95th percentile of v1's latency"),
        ("--v2-latency-p95-ms", "v2.latency.p95_ms", "95th percentile of v2's latency"),
        ("--v1-cost", "v1.cost.mean_cents", "Mean cost of a run on v1, cents"),
        ("--v2-cost", "v2.cost.mean_cents", "Mean cost of a run on v2"),
        ("--v1-errors", "v1.errors.pct", "Share of v1's legs that fail, percent"),
        ("--v2-errors", "v2.errors.pct", "Share of v2's legs that fail"),
    ];

    private readonly List<(Option<string?> Option, string Key)> _all =
    [
        .. Known.Select(static known => (new Option<string?>(known.Option) { Description = known.Meaning, HelpName = "n" }, known.Key)),
    ];

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Any other key, as in v2.changes[0].to.quality.mean=85; may be given again",
        HelpName = "key=value",
    };

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => [.. _all.Select(static known => known.Option), _set];

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        _set.Validators.Add(static result =>
        {
            foreach (var token in result.Tokens.Where(static token => token.Value.IndexOf('=') <= 0))
                result.AddError($"--set '{token.Value}' has no key and value; allowed is KEY=VALUE, as in v2.quality.mean=85");
        });
        foreach (var option in All)
            command.Options.Add(option);
    }

    /// <summary>Those that were given.</summary>
    public IEnumerable<ScenarioOverride> Overrides(ParseResult result)
    {
        foreach (var set in result.GetValue(_set) ?? [])
        {
            var at = set.IndexOf('=');
            yield return new ScenarioOverride("--set", set[..at], set[(at + 1)..]);
        }

        foreach (var (option, key) in _all)
        {
            if (result.GetValue(option) is { } value)
                yield return new ScenarioOverride(option.Name, key, value);
        }
    }
}
