using System.Collections;

namespace Sidecar.Configuration;

/// <summary>Collects faults. A value that the environment or the command line set is named by that too: there it has to be mended.</summary>
internal sealed class FaultList : IReadOnlyList<ConfigurationFault>
{
    private readonly List<ConfigurationFault> _faults = [];
    private readonly Dictionary<string, string> _sources = new(StringComparer.OrdinalIgnoreCase);

    public int Count => _faults.Count;

    public ConfigurationFault this[int index] => _faults[index];

    /// <summary>States that the value of a key comes from an environment variable.</summary>
    public void ComesFromVariable(string key, string variable)
    {
        // PATH is not "PATH (environment variable PATH)".
        if (!string.Equals(key, variable, StringComparison.Ordinal))
            _sources[key] = "environment variable " + variable;
    }

    /// <summary>States that the value of a key comes from an option of the command line.</summary>
    public void ComesFromOption(string key, string option) => _sources[key] = "option " + option;

    public void Add(string key, string problem) =>
        _faults.Add(
            new ConfigurationFault(
                // Empty is a name that a file may have, and nobody would see it.
                key.Length == 0
                    ? "\"\""
                    : Printable.Of(_sources.TryGetValue(key, out var source) ? $"{key} ({source})" : key),
                Printable.Of(problem)
            )
        );

    public IEnumerator<ConfigurationFault> GetEnumerator() => _faults.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
