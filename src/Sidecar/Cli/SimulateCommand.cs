using System.CommandLine;
using System.CommandLine.Parsing;
using Sidecar.Simulation.Repeats;
using Sidecar.Simulation.Scenarios;

namespace Sidecar.Cli;

/// <summary><c>sidecar simulate</c>: a canary on a clock of its own, or the recorded runs judged again.</summary>
internal static class SimulateCommand
{
    public static Command Create(TimeProvider time, TextWriter output, TextWriter error)
    {
        var file = new Argument<string?>("FILE")
        {
            Description = "The scenario, in JSON; docs/scenarios has some. Default: two equal planners and a canary of 10 percent",
            Arity = ArgumentArity.ZeroOrOne,
        };
        file.Validators.Add(static result => ConfigOption.RefuseEmpty(result, "FILE needs the name of a file"));
        // An option that is misspelt is no file.
        file.Validators.Add(static result =>
        {
            if (result.Tokens is [{ Value: ['-', ..] } token])
                result.AddError($"'{token.Value}' is no option of simulate; a file of that name is ./{token.Value}");
        });
        var (scenario, thresholds, log) = (new ScenarioOptions(), new ThresholdOptions(), new FromLogOptions(time));
        var repeat = Repeat();
        var verbose = new Option<bool>("--verbose") { Description = "Show every judgement, not only those that say something else" };
        var json = new Option<bool>("--json") { Description = "Print one JSON document" };
        var command = new Command("simulate", "Run a canary on a simulated clock, or judge the recorded runs again")
        {
            file,
            repeat,
            verbose,
            json,
        };
        scenario.AddTo(command);
        thresholds.AddTo(command);
        log.AddTo(command);
        command.Validators.Add(result => Exclude(result, log, [file, repeat, verbose, .. scenario.All]));
        command.Validators.Add(result =>
        {
            if (Given(result, repeat) && Given(result, verbose))
                result.AddError("--repeat and --verbose exclude each other: of many passes the outcome alone is shown");
        });
        command.SetAction(
            (result, cancellationToken) =>
                log.Asked(result)
                    ? SimulateFromLog.RunAsync(log.Read(result, thresholds, result.GetValue(json)), output, error, cancellationToken)
                    : SimulateRun.RunAsync(
                        ScenarioFile.Load(result.GetValue(file), [.. scenario.Overrides(result), .. thresholds.Overrides(result)]),
                        new SimulateRequest(result.GetValue(repeat), result.GetValue(verbose), result.GetValue(json)),
                        output,
                        cancellationToken
                    )
        );
        return command;
    }

    private static Option<int?> Repeat()
    {
        var option = new Option<int?>("--repeat")
        {
            Description = "Run that many passes, each with the next seed, and show how many rolled back, on what and how soon",
            HelpName = "passes",
        };
        option.Validators.Add(static result =>
        {
            // What is no number at all has been refused already.
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var value) && value is < 1 or > Repetition.Most)
                result.AddError($"--repeat must be from 1 to {Repetition.Most}");
        });
        return option;
    }

    // What one way of simulating does not read is refused, not passed over.
    private static void Exclude(CommandResult result, FromLogOptions log, IEnumerable<Symbol> simulated)
    {
        if (log.Asked(result))
            Refuse(simulated, "is of a scenario, and --from-log has none");
        else
            Refuse(log.OnlyFromLog, "is of --from-log; add that, or leave this out");

        void Refuse(IEnumerable<Symbol> symbols, string why)
        {
            foreach (var symbol in symbols.Where(symbol => Given(result, symbol)))
                result.AddError($"{symbol.Name} {why}");
        }
    }

    private static bool Given(CommandResult result, Symbol symbol) =>
        symbol switch
        {
            Option option => result.GetResult(option) is { Implicit: false },
            Argument argument => result.GetResult(argument) is { Tokens.Count: > 0 },
            _ => false,
        };
}
