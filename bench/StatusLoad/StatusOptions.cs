using System.Globalization;

namespace StatusLoad;

/// <summary>What to measure.</summary>
/// <param name="Sidecar">The binary.</param>
/// <param name="Store">A store that bench/ReportLoad made.</param>
/// <param name="Requests">How many requests of each kind.</param>
internal sealed record StatusOptions(string Sidecar, string Store, int Requests)
{
    /// <summary>How it is called.</summary>
    public const string Usage = "usage: StatusLoad --sidecar PATH --store FILE.db [--requests 1000]";

    /// <summary>Reads the command line; null where it cannot be used.</summary>
    public static StatusOptions? Read(ReadOnlySpan<string> args)
    {
        var options = new StatusOptions("", "", 1_000);
        for (; args.Length >= 2; args = args[2..])
        {
            switch (args[0])
            {
                case "--sidecar":
                    options = options with { Sidecar = args[1] };
                    break;
                case "--store":
                    options = options with { Store = Path.GetFullPath(args[1]) };
                    break;
                case "--requests" when int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0:
                    options = options with { Requests = value };
                    break;
                default:
                    return null;
            }
        }

        return args.IsEmpty && File.Exists(options.Sidecar) && File.Exists(options.Store) ? options : null;
    }
}
