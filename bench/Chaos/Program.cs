using System.Globalization;
using Chaos;

if (Arguments.Parse(args) is not { } arguments)
{
    await Console.Error.WriteLineAsync(Arguments.Usage);
    return 2;
}

// The harness takes the program under test from here.
Environment.SetEnvironmentVariable("SIDECAR_UNDER_TEST", arguments.Sidecar);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"sidecar: {arguments.Sidecar}"));
return arguments.Command switch
{
    "kill" => await KillCommand.RunAsync(arguments.Rounds),
    "soak" => await SoakCommand.RunAsync(arguments.Requests ?? 2_000_000),
    _ => await TableCommand.RunAsync(arguments.Requests ?? 10_000, arguments.Faults, arguments.Write),
};
