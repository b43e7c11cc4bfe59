namespace Shadow.Reports;

/// <summary>
/// Counts pairs of agents, at most <see cref="MaxPairs"/> of them: agents are named by planners, and one that invents a name a run must not
/// fill the memory. Pairs that come after those are counted together.
/// </summary>
internal sealed class DisagreementTally
{
    /// <summary>Pairs that are told apart.</summary>
    public const int MaxPairs = 10_000;

    /// <summary>Characters of a name that are kept.</summary>
    public const int MaxName = 128;

    private readonly Dictionary<(string? V1, string? V2), long> _pairs = [];

    /// <summary>Runs of pairs beyond those that are told apart.</summary>
    public long Beyond { get; private set; }

    public void Add(string? v1, string? v2)
    {
        var pair = (Cut(v1), Cut(v2));
        if (_pairs.TryGetValue(pair, out var count) || _pairs.Count < MaxPairs)
            _pairs[pair] = count + 1;
        else
            Beyond++;
    }

    /// <summary>The most frequent pairs; equally frequent ones by their names.</summary>
    public IReadOnlyList<AgentDisagreement> Top(int count) =>
        [
            .. _pairs
                .OrderByDescending(static pair => pair.Value)
                .ThenBy(static pair => pair.Key.V1, StringComparer.Ordinal)
                .ThenBy(static pair => pair.Key.V2, StringComparer.Ordinal)
                .Take(count)
                .Select(static pair => new AgentDisagreement(pair.Key.V1, pair.Key.V2, pair.Value)),
        ];

    /// <summary>A name of bounded length, cut between characters and never within one.</summary>
    internal static string? Cut(string? name)
    {
        if (name is not { Length: > MaxName })
            return name;
        var end = char.IsHighSurrogate(name[MaxName - 2]) ? MaxName - 2 : MaxName - 1;
        return name[..end] + "…";
    }
}
