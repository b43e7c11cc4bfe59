using System.Runtime.InteropServices;

namespace Shadow.Reports;

/// <summary>Counts divergence by objective, at most <see cref="MaxObjectives"/> of them; further ones are counted together.</summary>
internal sealed class ObjectiveTally
{
    /// <summary>Objectives that are told apart.</summary>
    public const int MaxObjectives = 1_000;

    private readonly Dictionary<string, Counts> _objectives = new(StringComparer.Ordinal);
    private Counts _beyond;

    public void Add(string objective, DiffFlags diff)
    {
        var name = DisagreementTally.Cut(objective)!;
        if (_objectives.Count >= MaxObjectives && !_objectives.ContainsKey(name))
            _beyond.Add(diff);
        else
            CollectionsMarshal.GetValueRefOrAddDefault(_objectives, name, out _).Add(diff);
    }

    /// <summary>
    /// Those with the most runs that differ, then by the number of compared runs and by name; last, as one, those beyond what is told apart.
    /// </summary>
    public IReadOnlyList<ObjectiveDivergence> Top(int count)
    {
        var top = _objectives
            .OrderByDescending(static pair => pair.Value.AnyChange)
            .ThenByDescending(static pair => pair.Value.Compared)
            .ThenBy(static pair => pair.Key, StringComparer.Ordinal)
            .Take(count)
            .Select(static pair => pair.Value.ToDivergence(pair.Key));
        return _beyond.Compared == 0 ? [.. top] : [.. top, _beyond.ToDivergence(null)];
    }

    private struct Counts
    {
        public long Compared;
        public long AnyChange;
        public long AgentChanged;

        public void Add(DiffFlags diff)
        {
            Compared++;
            AnyChange += (diff & DiffFlags.Decision) != 0 ? 1 : 0;
            AgentChanged += (diff & DiffFlags.Agent) != 0 ? 1 : 0;
        }

        public readonly ObjectiveDivergence ToDivergence(string? name) => new(name, Compared, AnyChange, AgentChanged);
    }
}
