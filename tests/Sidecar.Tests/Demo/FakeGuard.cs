using System.Globalization;
using System.Text.Json;
using Sidecar.Demo.Planners;

namespace Sidecar.Tests.Demo;

/// <summary>
/// A fake sidecar's guard: settings, epochs, rollbacks and their history. It knows from the planner's tuning how v2 does, and rolls it back
/// on its third run. Every member is called under the sidecar's lock.
/// </summary>
internal sealed class FakeGuard(FakeFaults faults, Func<PlannerTuning> v2)
{
    private const int WorseRuns = 3;

    private readonly List<string> _history = [];
    private readonly List<string> _rollbacks = [];
    private string? _lastRollback;
    private string _build = SampleBuild.Of("v2", 0);
    private int _epoch = 1;
    private int _v2Runs;
    private int _worseRuns;

    public double CanaryPct { get; private set; }

    public bool KillSwitch { get; private set; }

    /// <summary>The breach texts of the rollbacks, oldest first.</summary>
    public IReadOnlyList<string> Rollbacks => _rollbacks;

    /// <summary>The build that v2 answers with.</summary>
    public string Build => SampleBuild.Of("v2", faults.KeepsBuild ? 0 : v2().Patch);

    /// <summary>True while v2 is worse than it may be.</summary>
    public bool Worse => v2() is not { LatencyAddedMs: 0, CostFactor: 1, QualityDrop: 0 };

    /// <summary>Takes over what an operator wants.</summary>
    public void Change(JsonElement wish)
    {
        if (wish.TryGetProperty("canary_pct", out var pct))
            CanaryPct = pct.GetDouble();
        if (wish.TryGetProperty("kill_switch", out var on))
        {
            if (KillSwitch && !on.GetBoolean() && !faults.KeepsEpoch)
                BeginEpoch();
            KillSwitch = on.GetBoolean();
        }
        if (!KillSwitch && faults.RollsHealthyBack)
            Enter("rollback", Rollback(Breach(), null));
    }

    /// <summary>A run was assigned to v2. True where the guard rolled v2 back meanwhile, and the run is cut over.</summary>
    public bool CutsOver(string runId)
    {
        if (_build != Build && !faults.IgnoresBuild)
        {
            BeginEpoch();
            Enter("epoch", """ "updated_by":"guard","reason":"new build of v2" """);
        }
        _build = Build;
        if (faults.BeginsEpochs)
            _epoch++;
        _v2Runs++;
        if (!Worse || KillSwitch || ++_worseRuns < WorseRuns || faults.NeverRollsBack)
            return false;
        RollBack(runId);
        return v2().LatencyAddedMs > 0 && !faults.CutsNobodyOver;
    }

    public string Config() =>
        FormattableString.Invariant(
            $$"""{"canary_pct":{{CanaryPct}},"kill_switch":{{(KillSwitch ? "true" : "false")}},"epoch":{{_epoch}},"version":1}"""
        );

    public string History() => $$"""{"items":[{{string.Join(',', _history.AsEnumerable().Reverse())}}],"next":null}""";

    public string Status(FakeRuns runs) =>
        $$$"""
            {"api":1,"config":{{{Config()}}},"stats":{{{runs.Stats(faults.Samples ?? _v2Runs)}}},"evaluation":{{{Evaluation()}}},
             "last_rollback":{{{(_lastRollback is null ? "null" : $"{{{_lastRollback}}}")}}},"build":"{{{_build}}}",
             "thresholds":{"max_quality_drop":5,"max_latency_p95_ms":1600,"max_cost_cents":3,"min_sample":30}}
            """;

    private void RollBack(string runId)
    {
        KillSwitch = true;
        if (!faults.KeepsCanary)
            CanaryPct = 0;
        _rollbacks.Add(Breach());
        _lastRollback = Rollback(Breach(), runId);
        Enter("rollback", faults.EntersOtherBreach ? Rollback("cost (V2: 9.9¢ > 3.0¢)", runId) : _lastRollback);
        if (faults.EntersTwice)
            Enter("rollback", _lastRollback);
    }

    private void BeginEpoch() => (_epoch, _v2Runs, _worseRuns) = (_epoch + 1, 0, 0);

    private void Enter(string kind, string entry) =>
        _history.Add(FormattableString.Invariant($$"""{"id":{{_history.Count + 1}},"kind":"{{kind}}",{{entry}}}"""));

    private string Rollback(string breach, string? runId)
    {
        var now = TimeProvider.System.GetUtcNow();
        var at = faults.CutsOverLate ? now.AddHours(-1) : now;
        var (trigger, by) = faults.RollsBackByHand ? ("manual", "ana") : ("auto", "guard");
        var evidence = runId is null || faults.KeepsNoEvidence ? "null" : Evidence(runId, now);
        return $$"""
            "at":"{{Text(
                at
            )}}","trigger":"{{trigger}}","updated_by":"{{by}}","reason":"{{breach}}","breaches":["{{breach}}"],"evidence":{{evidence}}
            """;
    }

    // A slow v2 is found by the clock, which no leg tips.
    private string Evidence(string runId, DateTimeOffset now)
    {
        var tuning = faults.KeepsHealthyEvidence ? PlannerTuning.Healthy : v2();
        var tipping = faults.TipsUnknownRun ? "01a20dd9-2456-7dc5-9938-3d510cf77861" : runId;
        var tippedBy =
            tuning.LatencyAddedMs > 0 ? "null" : $$"""{"run_id":"{{tipping}}","ended_at":"{{Text(now.AddMilliseconds(-0.4))}}"}""";
        return FormattableString.Invariant(
            $$"""
            {"v1":{{FakeRuns.Leg(100)}},"v2":{{FakeRuns.Leg(100, 93.1 - tuning.QualityDrop, 1.1 * tuning.CostFactor)}},
             "open_legs":{{(tuning.LatencyAddedMs > 0 ? 12 : 0)}},"tipped_by":{{tippedBy}}}
            """
        );
    }

    private string Evaluation()
    {
        var rolledBack = KillSwitch && _lastRollback is not null && !faults.ForgetsEvaluation;
        return rolledBack
            ? $$"""{"action":"rollback","verdict":"regression","breaches":["{{Breach()}}"]}"""
            : $$"""{"action":"none","verdict":"{{faults.Verdict}}","breaches":[]}""";
    }

    private string Breach() =>
        v2() switch
        {
            _ when faults.BlamesErrors => "errors (V1: 0.0%, V2: 12.0%)",
            { LatencyAddedMs: > 0 } => "latency (V2 p95: 1735ms > 1600ms)",
            { CostFactor: > 1 } => "cost (V2: 3.1¢ > 3.0¢)",
            _ => "quality (V1: 94.1, V2: 88.9, drop: 5.2)",
        };

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
