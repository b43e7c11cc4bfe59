using System.CommandLine;
using System.CommandLine.Parsing;
using Shadow.Reports;
using Sidecar.Configuration;

namespace Sidecar.Cli;

/// <summary>The options by which recorded runs are judged again.</summary>
internal sealed class FromLogOptions(TimeProvider time)
{
    private readonly Option<bool> _fromLog = new("--from-log")
    {
        Description = "Judge the recorded runs again: would v2 have been rolled back, when, on what?",
    };

    private readonly Option<string?> _since = MomentOption.Create(
        "--since",
        "With --from-log: runs that arrived then or later, as 2025-10-18T12:00Z or 7d. Default: all"
    );

    private readonly Option<string?> _until = MomentOption.Create("--until", "With --from-log: runs that arrived before. Default: now");
    private readonly Option<string?> _config = ConfigOption.Create();

    /// <summary>The options that mean nothing without it.</summary>
    public IEnumerable<Option> OnlyFromLog => [_since, _until, _config];

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        _config.Description = "With --from-log: " + _config.Description;
        command.Options.Add(_fromLog);
        foreach (var option in OnlyFromLog)
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (
                result.GetResult(_since)?.Errors.Any() != true
                && result.GetResult(_until)?.Errors.Any() != true
                && Period(result) is { } period
                && period.From >= period.Until
            )
                result.AddError("--since must lie before --until");
        });
    }

    /// <summary>Whether it is asked for.</summary>
    public bool Asked(SymbolResult result) => result.GetValue(_fromLog);

    /// <summary>Whether it is asked for.</summary>
    public bool Asked(ParseResult result) => result.GetValue(_fromLog);

    /// <summary>What is asked for.</summary>
    public FromLogRequest Read(ParseResult result, ThresholdOptions thresholds, bool json) =>
        new(
            Period(result.CommandResult)!.Value,
            ConfigurationInputs.OfProcess(result.GetValue(_config), urls: null),
            configured => thresholds.Over(configured, result),
            json
        );

    private ReportPeriod? Period(SymbolResult result)
    {
        var now = time.GetUtcNow();
        var (since, until) = (DateTimeOffset.UnixEpoch, now);
        if (result.GetValue(_since) is { } from && !MomentOption.TryParse(from, now, out since))
            return null;
        if (result.GetValue(_until) is { } to && !MomentOption.TryParse(to, now, out until))
            return null;
        return new ReportPeriod(since, until);
    }
}
