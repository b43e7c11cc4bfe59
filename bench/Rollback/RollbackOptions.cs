using System.Globalization;

namespace RollbackBench;

/// <summary>What to measure.</summary>
/// <param name="Sidecar">The binary.</param>
/// <param name="Rollbacks">How many rollbacks.</param>
/// <param name="Connections">How many agents ask at the same time.</param>
internal sealed record RollbackOptions(string Sidecar, int Rollbacks, int Connections)
{
    /// <summary>How it is called.</summary>
    public const string Usage = "usage: Rollback --sidecar PATH [--rollbacks 300] [--connections 64]";

    /// <summary>Reads the command line; null where it cannot be used.</summary>
    public static RollbackOptions? Read(ReadOnlySpan<string> args)
    {
        var options = new RollbackOptions("", 300, 64);
        for (; args.Length >= 2; args = args[2..])
        {
            var number = int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0;
            switch (args[0])
            {
                case "--sidecar":
                    options = options with { Sidecar = args[1] };
                    break;
                case "--rollbacks" when number:
                    options = options with { Rollbacks = value };
                    break;
                case "--connections" when number:
                    options = options with { Connections = value };
                    break;
                default:
                    return null;
            }
        }

        return args.IsEmpty && File.Exists(options.Sidecar) ? options : null;
    }
}
