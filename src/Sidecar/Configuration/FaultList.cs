using System.Collections;

namespace Sidecar.Configuration;

/// <summary>Collects faults. A value that the environment set is named by its variable too: that is where it has to be mended.</summary>
internal sealed class FaultList : IReadOnlyList<ConfigurationFault>
{
    private readonly List<ConfigurationFault> _faults = [];
    private readonly Dictionary<string, string> _variables = new(StringComparer.OrdinalIgnoreCase);

    public int Count => _faults.Count;

    public ConfigurationFault this[int index] => _faults[index];

    /// <summary>States that the value of a key comes from an environment variable.</summary>
    public void ComesFrom(string key, string variable) => _variables[key] = variable;

    public void Add(string key, string problem) =>
        _faults.Add(
            new ConfigurationFault(
                _variables.TryGetValue(key, out var variable) ? $"{key} (environment variable {variable})" : key,
                problem
            )
        );

    public IEnumerator<ConfigurationFault> GetEnumerator() => _faults.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
