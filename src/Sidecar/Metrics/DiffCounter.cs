using System.Collections.Concurrent;
using Prometheus;

namespace Sidecar.Metrics;

/// <summary>
/// <c>planner_decision_diff_total{agent_v1,agent_v2,changed}</c>. Agents' names come from planners, so at most 100 distinct ones of at most
/// 200 characters become label values; every other one is <c>other</c>.
/// </summary>
public sealed class DiffCounter(Counter counter)
{
    private const int MaxAgents = 100;
    private const int MaxLabel = 200;
    private const string Other = "other";

    private readonly ConcurrentDictionary<string, string> _agents = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string V1, string V2, bool Changed), Counter.Child> _children = new();
    private readonly Lock _admission = new();

    /// <summary>Counts a compared run.</summary>
    public void Inc(string? agentV1, string? agentV2, bool changed)
    {
        var key = (Label(agentV1), Label(agentV2), changed);
        var child = _children.GetOrAdd(key, static (k, c) => c.WithLabels(k.V1, k.V2, k.Changed ? "True" : "False"), counter);
        child.Inc();
    }

    private string Label(string? agent)
    {
        if (string.IsNullOrEmpty(agent))
            return "";
        // Two names a series and up to 20,000 series: long ones would make /metrics a hundred megabytes.
        if (agent.Length > MaxLabel)
            return Other;
        if (_agents.TryGetValue(agent, out var known))
            return known;
        lock (_admission)
        {
            if (_agents.TryGetValue(agent, out known))
                return known;
            if (_agents.Count >= MaxAgents)
                return Other;
            _agents[agent] = agent;
            return agent;
        }
    }
}
