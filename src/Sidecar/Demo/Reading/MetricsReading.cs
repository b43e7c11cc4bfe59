using Sidecar.Demo.Traffic;

namespace Sidecar.Demo.Reading;

/// <summary>The answer of /metrics.</summary>
internal sealed class MetricsReading(IReadOnlyList<MetricSample> samples)
{
    /// <summary>Runs by the ledger, all outcomes together.</summary>
    public long LedgerRuns => Sum("planner_shadow_total");

    /// <summary>Runs by selection, all reasons together.</summary>
    public long SelectedRuns => Sum("planner_selection_total");

    /// <summary>Runs that could not be written to the audit log.</summary>
    public long AuditDropped => Sum("planner_audit_dropped_total");

    /// <summary>Rollbacks by trigger: <c>auto</c> or <c>manual</c>.</summary>
    public long Rollbacks(string trigger) => Sum("planner_rollback_total", "trigger", trigger);

    /// <summary>Runs answered by a planner.</summary>
    public long Selected(string planner) => Sum("planner_selection_total", "planner", planner);

    /// <summary>Runs with an outcome in the ledger.</summary>
    public long Outcome(string outcome) => Sum("planner_shadow_total", "outcome", outcome);

    /// <summary>The ledger's entries that are not zero, biggest first.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Ledger() =>
        [
            .. samples
                .Where(sample => sample.Name == "planner_shadow_total" && sample.Value > 0)
                .Select(sample => KeyValuePair.Create(sample.Label("outcome"), (long)sample.Value))
                .OrderByDescending(entry => entry.Value),
        ];

    /// <summary>Compared runs with another decision, by the agents chosen, biggest first.</summary>
    public IReadOnlyList<KeyValuePair<AgentPair, long>> Disagreements() =>
        [
            .. samples
                .Where(sample => sample.Name == "planner_decision_diff_total" && sample.Label("changed") == "True" && sample.Value > 0)
                .Select(sample =>
                    KeyValuePair.Create(new AgentPair(sample.Label("agent_v1"), sample.Label("agent_v2")), (long)sample.Value)
                )
                .OrderByDescending(entry => entry.Value)
                .ThenBy(entry => entry.Key.V1, StringComparer.Ordinal)
                .ThenBy(entry => entry.Key.V2, StringComparer.Ordinal),
        ];

    /// <summary>Reads the Prometheus text format; lines that it does not know are left out.</summary>
    public static MetricsReading Parse(string text)
    {
        var samples = new List<MetricSample>();
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] != '#' && MetricLine.TryParse(line) is { } sample)
                samples.Add(sample);
        }
        return new MetricsReading(samples);
    }

    private long Sum(string name, string? label = null, string? value = null) =>
        (long)samples.Where(sample => sample.Name == name && (label is null || sample.Label(label) == value)).Sum(sample => sample.Value);
}
