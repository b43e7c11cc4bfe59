using System.Globalization;
using System.Text;
using Sidecar.Demo.Traffic;

namespace Sidecar.Tests.Demo;

/// <summary>What a fake sidecar counted and recorded; every member is called under the sidecar's lock.</summary>
internal sealed class FakeRuns(FakeFaults faults)
{
    private readonly Dictionary<string, int> _outcomes = [];
    private readonly Dictionary<(string Planner, string Reason), int> _selections = [];
    private readonly Dictionary<AgentPair, int> _disagreements = [];
    private readonly List<string> _records = [];
    private int _changed;

    /// <summary>All runs.</summary>
    public int Runs { get; private set; }

    /// <summary>Those that v2 answered.</summary>
    public int AnsweredByV2 { get; private set; }

    /// <summary>The figures of a planner's legs.</summary>
    public static string Leg(int samples, double quality = 93.1, double cost = 1.1) =>
        samples == 0
            ? """{"samples":0,"quality_mean":null,"latency_p50_ms":null,"latency_p95_ms":null,"cost_mean_cents":null,"error_rate_pct":null}"""
            : FormattableString.Invariant(
                $$"""{"samples":{{samples}},"quality_mean":{{quality}},"latency_p50_ms":17.2,"latency_p95_ms":25.4,"cost_mean_cents":{{cost}},"error_rate_pct":0}"""
            );

    public void Add(string runId, DateTimeOffset at, string selected, string reason, ObjectiveTruth asked)
    {
        Runs++;
        AnsweredByV2 += selected == "v2" ? 1 : 0;
        var outcome = Runs % 10 == 0 && faults.TenthOutcome is { } other ? other : "compared";
        if (outcome.Length > 0)
            _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
        var weight = selected == "v2" && faults.CountsV2Twice ? 2 : 1;
        _selections[(selected, reason)] = _selections.GetValueOrDefault((selected, reason)) + weight;
        if (asked.Changed && !faults.SeesNoDisagreement)
        {
            _changed++;
            var agents = faults.MixesAgentsUp ? new AgentPair("inbox_triage", "inbox_triage") : asked.Agents;
            _disagreements[agents] = _disagreements.GetValueOrDefault(agents) + 1;
        }
        if (!faults.RecordsNothing)
            Record(runId, at, selected, reason);
    }

    public void Record(string runId, DateTimeOffset at, string selected, string reason) =>
        _records.Add(
            $$$$"""{"run_id":"{{{{runId}}}}","at":"{{{{at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}}}}","plan":{"planner_meta":{"selected":"{{{{selected}}}}","reason":"{{{{reason}}}}"}}}"""
        );

    /// <summary>Newest first, a page at a time; the cursor is the number of records already read.</summary>
    public string Page(string? before, int limit)
    {
        var skip = before is null ? 0 : int.Parse(before, CultureInfo.InvariantCulture);
        var items = _records.AsEnumerable().Reverse().Skip(skip).Take(limit).ToList();
        var next = skip + items.Count < _records.Count ? $"\"{skip + items.Count}\"" : "null";
        return $$"""{"items":[{{string.Join(',', items)}}],"next":{{next}}}""";
    }

    public string Metrics(int rollbacks)
    {
        var text = new StringBuilder("# HELP planner_selection_total Runs.\n# TYPE planner_selection_total counter\n");
        foreach (var ((planner, reason), count) in _selections)
            text.Append(CultureInfo.InvariantCulture, $"planner_selection_total{{planner=\"{planner}\",reason=\"{reason}\"}} {count}\n");
        foreach (var (outcome, count) in _outcomes)
            text.Append(CultureInfo.InvariantCulture, $"planner_shadow_total{{outcome=\"{outcome}\"}} {count}\n");
        foreach (var (agents, count) in _disagreements)
            text.Append(
                CultureInfo.InvariantCulture,
                $"planner_decision_diff_total{{agent_v1=\"{agents.V1}\",agent_v2=\"{agents.V2}\",changed=\"True\"}} {count}\n"
            );
        text.Append(CultureInfo.InvariantCulture, $"planner_rollback_total{{trigger=\"auto\"}} {rollbacks}\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"planner_rollback_total{{trigger=\"manual\"}} {(faults.CountsManualRollback ? 1 : 0)}\n"
        );
        text.Append(CultureInfo.InvariantCulture, $"planner_audit_dropped_total {(faults.DropsRecord ? 1 : 0)}\n");
        return text.ToString();
    }

    /// <summary>The status's statistics, with so many runs that v2 is judged by.</summary>
    public string Stats(int v2)
    {
        var shadow =
            $$$"""{"runs":{{{Runs}}},"compared":{{{_outcomes.GetValueOrDefault("compared")}}},"any_change":{{{_changed}}},"by_outcome":{}}""";
        return $$$"""{"v1":{{{Leg(100)}}},"v2":{{{Leg(v2)}}},"v2_shadow":{{{Leg(100)}}},"shadow":{{{shadow}}}}""";
    }
}
