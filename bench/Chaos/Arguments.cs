using System.Globalization;

namespace Chaos;

/// <summary>The command line.</summary>
internal sealed record Arguments
{
    public const string Usage = """
        usage: Chaos [table] --sidecar PATH [--requests 10000] [--faults a,b] [--write docs/operations.md]
               Chaos kill --sidecar PATH [--rounds 20]
               Chaos soak --sidecar PATH [--requests 2000000]
        """;

    public string Command { get; private set; } = "table";

    public string Sidecar { get; private set; } = "";

    public int? Requests { get; private set; }

    public int Rounds { get; private set; } = 20;

    public IReadOnlyList<string> Faults { get; private set; } = [];

    public string? Write { get; private set; }

    /// <summary>Reads it; null where it is none.</summary>
    public static Arguments? Parse(string[] args)
    {
        var arguments = new Arguments();
        var i = 0;
        if (args.Length > 0 && args[0] is "table" or "kill" or "soak")
            arguments.Command = args[i++];
        for (; i + 1 < args.Length; i += 2)
        {
            if (!arguments.Take(args[i], args[i + 1]))
                return null;
        }

        return i == args.Length && arguments.Sidecar.Length > 0 ? arguments : null;
    }

    private bool Take(string name, string value)
    {
        var number = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) && parsed > 0 ? parsed : 0;
        switch (name)
        {
            case "--sidecar":
                Sidecar = Path.GetFullPath(value);
                return File.Exists(Sidecar);
            case "--requests":
                Requests = number;
                return number > 0;
            case "--rounds":
                Rounds = number;
                return number > 0;
            case "--faults":
                Faults = value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                return true;
            case "--write":
                Write = value;
                return File.Exists(value);
            default:
                return false;
        }
    }
}
