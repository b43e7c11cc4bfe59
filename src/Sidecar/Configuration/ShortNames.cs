using System.Globalization;

namespace Sidecar.Configuration;

/// <summary>The short environment variables. They win over the same keys in ASP.NET's form, and those over the file. Set to nothing is unset.</summary>
internal static class ShortNames
{
    private static readonly (string Variable, string Key)[] Thresholds =
    [
        ("REGRESS_MAX_QUALITY_DROP", "Regress:MaxQualityDrop"),
        ("REGRESS_MAX_LATENCY_P95_MS", "Regress:MaxLatencyP95Ms"),
        ("REGRESS_MAX_COST_CENTS", "Regress:MaxCostCents"),
        ("REGRESS_MAX_ERROR_RATE", "Regress:MaxErrorRate"),
        ("REGRESS_MAX_CONSECUTIVE_ERRORS", "Regress:MaxConsecutiveErrors"),
        ("REGRESS_MIN_SAMPLE", "Regress:MinSample"),
    ];

    /// <summary>True for the variables that hold a token.</summary>
    public static bool IsToken(string variable) => TokenVariables.All.Contains(variable, StringComparer.OrdinalIgnoreCase);

    /// <summary>Puts the thresholds and the planners' addresses over what stands there.</summary>
    public static void Apply(IReadOnlyDictionary<string, string> environment, Dictionary<string, string?> data, FaultList faults)
    {
        foreach (var (variable, key) in Thresholds)
        {
            if (Find(environment, variable) is not { } value)
                continue;
            data[key] = value;
            faults.ComesFromVariable(key, variable);
        }

        Address("PLANNER_V1_URL", "v1");
        Address("PLANNER_V2_URL", "v2");

        void Address(string variable, string cluster)
        {
            if (Find(environment, variable) is not { } url)
                return;
            if (PlannerAddress.Problem(url) is { } problem)
            {
                faults.Add(variable, problem);
                return;
            }

            // All destinations, those of the environment's long form too: a forgotten one would go on getting its share.
            var destinations = ConfigurationPath.Combine("ReverseProxy", "Clusters", cluster, "Destinations");
            var inside = destinations + ConfigurationPath.KeyDelimiter;
            foreach (var key in data.Keys.Where(key => key.StartsWith(inside, StringComparison.OrdinalIgnoreCase)).ToList())
                data.Remove(key);
            data.Remove(destinations);
            data[ConfigurationPath.Combine(destinations, "environment", "Address")] = url;
        }
    }

    /// <summary>What the environment says of canary_pct and kill_switch.</summary>
    public static StartSettings Start(IReadOnlyDictionary<string, string> environment, FaultList faults, List<string> warnings) =>
        new(CanaryPct(environment, faults, warnings), KillSwitch(environment, faults));

    private static double? CanaryPct(IReadOnlyDictionary<string, string> environment, FaultList faults, List<string> warnings)
    {
        const string Variable = "PLANNER_CANARY_PCT";
        if (Find(environment, Variable) is not { } text)
            return null;
        if (!SettingValues.TryNumber(text, out var value))
        {
            faults.Add(Variable, $"{SettingsReader.Quote(text)} is not a number; allowed is a number from 0 to 100");
            return null;
        }

        var clamped = Math.Clamp(value, 0, 100);
        if (clamped != value)
            warnings.Add($"{Variable} is {text}; it is taken as {clamped.ToString(CultureInfo.InvariantCulture)}, allowed is 0 to 100");
        return clamped;
    }

    private static bool KillSwitch(IReadOnlyDictionary<string, string> environment, FaultList faults)
    {
        const string Variable = "PLANNER_KILL_SWITCH";
        switch (Find(environment, Variable)?.Trim().ToUpperInvariant())
        {
            case null or "FALSE" or "0" or "NO" or "OFF":
                return false;
            case "TRUE" or "1" or "YES" or "ON":
                return true;
            default:
                faults.Add(Variable, $"{SettingsReader.Quote(environment[Variable])} cannot be used; allowed is true or false");
                return false;
        }
    }

    private static string? Find(IReadOnlyDictionary<string, string> environment, string variable) =>
        environment.TryGetValue(variable, out var value) && !string.IsNullOrWhiteSpace(value) ? value : null;
}
