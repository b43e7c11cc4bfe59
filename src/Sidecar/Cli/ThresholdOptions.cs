using System.CommandLine;
using System.Text.Json;
using Shadow.Detection;
using Sidecar.Configuration;
using Sidecar.Simulation.Scenarios;

namespace Sidecar.Cli;

/// <summary>The options that put other thresholds in the place of those of a scenario or of the configuration.</summary>
internal sealed class ThresholdOptions
{
    private static readonly Dictionary<string, string> Meanings = new()
    {
        [nameof(Thresholds.MaxQualityDrop)] = "Points that v2's mean quality may lie below v1's",
        [nameof(Thresholds.MaxLatencyP95Ms)] = "Milliseconds that v2's 95th percentile may take",
        [nameof(Thresholds.MaxCostCents)] = "Cents that a run on v2 may cost in the mean",
        [nameof(Thresholds.MaxErrorRate)] = "Points that v2's error rate may lie above v1's",
        [nameof(Thresholds.MaxConsecutiveErrors)] = "Failures of v2 in a row that are too many; 0: never",
        [nameof(Thresholds.MinSample)] = "Runs, and values of a metric, below which nothing is judged",
        [nameof(Thresholds.WindowRuns)] = "How many of the newest runs are evidence",
        [nameof(Thresholds.WindowMinutes)] = "Minutes after which a run is no evidence any more; 0: never",
    };

    private readonly List<(string Name, Option<string?> Option)> _all =
    [
        .. ThresholdsReader.Names.Select(static name =>
            (name, new Option<string?>(Spelled(name)) { Description = Meanings[name], HelpName = "n" })
        ),
    ];

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var (_, option) in _all)
            command.Options.Add(option);
    }

    /// <summary>Those that were given, as keys of a scenario.</summary>
    public IEnumerable<ScenarioOverride> Overrides(ParseResult result) =>
        Given(result)
            .Select(given => new ScenarioOverride(
                Spelled(given.Name),
                "thresholds." + JsonNamingPolicy.SnakeCaseLower.ConvertName(given.Name),
                given.Value
            ));

    /// <summary>Those that were given, over others.</summary>
    /// <exception cref="ScenarioFaultsException">One cannot be used; the message names every fault.</exception>
    public Thresholds Over(Thresholds configured, ParseResult result)
    {
        const string Section = "options";
        var faults = new FaultList();
        var data = Given(result).ToDictionary(static given => $"{Section}:{Spelled(given.Name)}", static given => (string?)given.Value);
        var root = new ConfigurationBuilder().AddInMemoryCollection(data).Build();
        var thresholds = ThresholdsReader.Read(new SettingsReader(root.GetSection(Section), faults), configured, Spelled);
        return faults.Count == 0
            ? thresholds
            : throw new ScenarioFaultsException(
                "The thresholds of the options",
                [.. faults.Select(static fault => fault with { Key = fault.Key[(Section.Length + 1)..] })]
            );
    }

    private IEnumerable<(string Name, string Value)> Given(ParseResult result) =>
        _all.Select(known => (known.Name, Value: result.GetValue(known.Option)))
            .Where(static known => known.Value is not null)
            .Select(static known => (known.Name, known.Value!));

    private static string Spelled(string name) => "--" + JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}
