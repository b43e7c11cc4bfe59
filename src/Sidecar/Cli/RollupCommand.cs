using System.CommandLine;
using Shadow.Reports;
using Sidecar.Configuration;

namespace Sidecar.Cli;

/// <summary><c>sidecar rollup</c>: writes the report of a week, beside a running sidecar or without one.</summary>
internal static class RollupCommand
{
    private const int DefaultDays = 7;

    public static Command Create(TimeProvider time, TextWriter output, TextWriter error)
    {
        var folder = new Argument<string>("DIR")
        {
            Description = "The folder to write into. Default: the current one",
            DefaultValueFactory = static _ => ".",
        };
        folder.Validators.Add(static result => ConfigOption.RefuseEmpty(result, "DIR needs the name of a folder"));
        // An option that is misspelt is no folder.
        folder.Validators.Add(static result =>
        {
            if (result.Tokens is [{ Value: ['-', ..] } token])
                result.AddError($"'{token.Value}' is no option of rollup; a folder of that name is ./{token.Value}");
        });
        var days = Days();
        var week = Week();
        var json = new Option<bool>("--json") { Description = "Write the report as JSON too, beside the Markdown" };
        var config = ConfigOption.Create();
        var command = new Command("rollup", "Write the report of a week, planner-2025-W42.md, from the recorded runs")
        {
            folder,
            days,
            week,
            json,
            config,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(days) is { Implicit: false } && result.GetResult(week) is { Implicit: false })
                result.AddError("--days and --week exclude each other: name one of them");
        });
        command.SetAction(
            (result, cancellationToken) =>
            {
                var period = IsoWeek.TryParse(result.GetValue(week), out var whole)
                    ? ReportPeriod.Of(whole)
                    : ReportPeriod.Before(time.GetUtcNow(), result.GetValue(days) ?? DefaultDays);
                var request = new RollupRequest(result.GetValue(folder)!, period, result.GetValue(json));
                var inputs = ConfigurationInputs.OfProcess(result.GetValue(config), urls: null);
                return RollupRun.RunAsync(request, inputs, output, error, cancellationToken);
            }
        );
        return command;
    }

    private static Option<int?> Days()
    {
        var option = new Option<int?>("--days")
        {
            Description = $"The days before now, 1 to {ReportPeriod.MaxDays}. Default: {DefaultDays}",
            HelpName = "days",
        };
        option.Validators.Add(static result =>
        {
            // What is no number at all has been refused already.
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var value) && value is < 1 or > ReportPeriod.MaxDays)
                result.AddError($"--days must be from 1 to {ReportPeriod.MaxDays}");
        });
        return option;
    }

    private static Option<string?> Week()
    {
        var option = new Option<string?>("--week")
        {
            Description = "A whole week of ISO 8601, Monday to Sunday in UTC, such as 2025-W42",
            HelpName = "week",
        };
        option.Validators.Add(static result =>
        {
            if (result.Tokens.Count == 1 && !IsoWeek.TryParse(result.Tokens[0].Value, out _))
                result.AddError("--week must be a week of ISO 8601 that its year has, such as 2025-W42");
        });
        return option;
    }
}
