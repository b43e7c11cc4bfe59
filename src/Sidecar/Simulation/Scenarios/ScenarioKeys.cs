using System.Text;

namespace Sidecar.Simulation.Scenarios;

/// <summary>Keys of a scenario: <c>v2.changes[0].from_run</c> to people, <c>$:v2:changes:0:from_run</c> to the configuration that reads them.</summary>
internal static class ScenarioKeys
{
    /// <summary>The section that holds the whole scenario.</summary>
    public const string Root = "$";

    /// <summary>The configuration's key of a person's.</summary>
    public static string Read(string key) => ConfigurationPath.Combine(Root, key.Replace("[", ":").Replace("]", "").Replace('.', ':'));

    /// <summary>A person's key of the configuration's; what is no such key stays as it is.</summary>
    public static string Show(string key)
    {
        if (!key.StartsWith(Root, StringComparison.Ordinal))
            return key;
        var shown = new StringBuilder();
        foreach (var part in key.Split(':').Skip(1))
        {
            if (int.TryParse(part, out _))
                shown.Append('[').Append(part).Append(']');
            else
                shown.Append(shown.Length == 0 ? "" : ".").Append(part);
        }

        return shown.Length == 0 ? "the scenario" : shown.ToString();
    }
}
