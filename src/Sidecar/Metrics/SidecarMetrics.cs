using Prometheus;
using Shadow.Detection;
using Shadow.Runs;

namespace Sidecar.Metrics;

/// <summary>
/// Every metric of /metrics, in a registry of this host. Children are looked up once and kept: an update is 15 to 20 ns, a lookup by labels
/// ten times that.
/// </summary>
public sealed class SidecarMetrics
{
    private static readonly double[] RunBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.6, 2.5, 5, 10, 30];

    private static readonly double[] RollbackBuckets = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 1];

    private readonly Counter.Child[] _evaluations = new Counter.Child[Enum.GetValues<Verdict>().Length];
    private readonly Counter.Child[,] _selection = new Counter.Child[2, Enum.GetValues<SelectionReason>().Length];
    private readonly Counter.Child[] _outcomes = new Counter.Child[Enum.GetValues<ShadowOutcome>().Length];
    private readonly Counter.Child[,,] _errors = new Counter.Child[2, 2, Enum.GetValues<LegFailure>().Length];
    private readonly Histogram.Child[,] _seconds = new Histogram.Child[2, 2];
    private readonly Counter.Child[,] _cost = new Counter.Child[2, 2];
    private readonly Counter _selectionTotal;
    private readonly Counter _errorsTotal;
    private readonly Counter _badSignal;
    private readonly Counter _reload;
    private readonly Counter _failover;

    /// <summary>Creates the metrics in a registry of their own.</summary>
    public SidecarMetrics()
    {
        Registry = Prometheus.Metrics.NewCustomRegistry();
        DotNetStats.Register(Registry);
        var factory = Prometheus.Metrics.WithCustomRegistry(Registry);
        _selectionTotal = factory.CreateCounter(
            "planner_selection_total",
            "Runs by the planner whose answer the agent got, and why.",
            "planner",
            "reason"
        );
        DecisionDiff = new DiffCounter(
            factory.CreateCounter(
                "planner_decision_diff_total",
                "Compared runs by the agents that the planners chose and whether the decisions differ.",
                "agent_v1",
                "agent_v2",
                "changed"
            )
        );
        _errorsTotal = factory.CreateCounter("planner_errors_total", "Failed legs.", "planner", "role", "kind");
        var seconds = factory.CreateHistogram(
            "planner_run_seconds",
            "Latency of legs, without what the sidecar waited for the agent.",
            ["planner", "role"],
            new HistogramConfiguration { Buckets = RunBuckets }
        );
        var cost = factory.CreateCounter("planner_cost_cents_total", "Reported cost of legs, cents.", "planner", "role");
        var shadow = factory.CreateCounter(
            "planner_shadow_total",
            "The ledger: every run once, by what became of its mirroring.",
            "outcome"
        );
        ShadowInflight = factory.CreateGauge("planner_shadow_inflight", "Shadow legs under way.");
        CanaryPct = factory.CreateGauge("planner_canary_pct", "canary_pct as set, percent.");
        KillSwitch = factory.CreateGauge("planner_kill_switch", "1 while the kill switch is on.");
        var rollback = factory.CreateCounter("planner_rollback_total", "Rollbacks.", "trigger");
        RollbackAuto = rollback.WithLabels("auto");
        RollbackManual = rollback.WithLabels("manual");
        RollbackSeconds = factory.CreateHistogram(
            "planner_rollback_seconds",
            "From the end of the leg that tipped it to the flip; rollbacks by the timer or on demand have no such leg.",
            new HistogramConfiguration { Buckets = RollbackBuckets }
        );
        var evaluations = factory.CreateCounter("planner_guard_evaluations_total", "Judgements of v2.", "verdict");
        foreach (var verdict in Enum.GetValues<Verdict>())
            _evaluations[(int)verdict] = evaluations.WithLabels(verdict.Name());
        BuildsOverLimit = factory.CreateCounter(
            "planner_build_epochs_skipped_total",
            "New builds of v2 that began no epoch, because too many had within the hour."
        );
        AuditQueue = factory.CreateGauge("planner_audit_queue", "Runs waiting to be written.");
        AuditDropped = factory.CreateCounter("planner_audit_dropped_total", "Runs that could not be written.");
        _badSignal = factory.CreateCounter("planner_bad_signal_total", "Signals of planners that were ignored.", "signal");
        _failover = factory.CreateCounter(
            "planner_failover_total",
            "Runs on v2 that v1 answered or should have, by how that went.",
            "result"
        );
        _reload = factory.CreateCounter("planner_config_reload_total", "Changes of yarp.json, taken over or refused.", "result");
        // There from the start, at 0: an alert on their increase does not see a first event that a series begins with.
        foreach (var result in new[] { "spare", "asked_again", "failed", "body_not_captured" })
            _failover.WithLabels(result);
        foreach (var result in new[] { "applied", "refused" })
            _reload.WithLabels(result);
        foreach (var outcome in Enum.GetValues<ShadowOutcome>())
            _outcomes[(int)outcome] = shadow.WithLabels(outcome.Name());
        foreach (var planner in Enum.GetValues<Planner>())
        foreach (var role in Enum.GetValues<LegRole>())
        {
            _seconds[(int)planner, (int)role] = seconds.WithLabels(planner.Name(), role.Name());
            _cost[(int)planner, (int)role] = cost.WithLabels(planner.Name(), role.Name());
        }
    }

    /// <summary>What /metrics shows.</summary>
    public CollectorRegistry Registry { get; }

    /// <summary><c>planner_decision_diff_total</c>.</summary>
    public DiffCounter DecisionDiff { get; }

    /// <summary><c>planner_shadow_inflight</c>.</summary>
    public Gauge ShadowInflight { get; }

    /// <summary><c>planner_canary_pct</c>.</summary>
    public Gauge CanaryPct { get; }

    /// <summary><c>planner_kill_switch</c>.</summary>
    public Gauge KillSwitch { get; }

    /// <summary><c>planner_rollback_total{trigger="auto"}</c>.</summary>
    public Counter.Child RollbackAuto { get; }

    /// <summary><c>planner_rollback_total{trigger="manual"}</c>.</summary>
    public Counter.Child RollbackManual { get; }

    /// <summary><c>planner_rollback_seconds</c>.</summary>
    public Histogram RollbackSeconds { get; }

    /// <summary><c>planner_build_epochs_skipped_total</c>.</summary>
    public Counter BuildsOverLimit { get; }

    /// <summary><c>planner_audit_queue</c>.</summary>
    public Gauge AuditQueue { get; }

    /// <summary><c>planner_audit_dropped_total</c>.</summary>
    public Counter AuditDropped { get; }

    /// <summary><c>planner_selection_total</c>: the child comes into being with its first run, as in the original.</summary>
    public Counter.Child Selection(Planner planner, SelectionReason reason) =>
        _selection[(int)planner, (int)reason] ??= _selectionTotal.WithLabels(planner.Name(), reason.Name());

    /// <summary><c>planner_guard_evaluations_total</c>.</summary>
    public Counter.Child Evaluations(Verdict verdict) => _evaluations[(int)verdict];

    /// <summary><c>planner_shadow_total</c>.</summary>
    public Counter.Child Outcome(ShadowOutcome outcome) => _outcomes[(int)outcome];

    /// <summary><c>planner_errors_total</c>.</summary>
    public Counter.Child Errors(Planner planner, LegRole role, LegFailure kind) =>
        _errors[(int)planner, (int)role, (int)kind] ??= _errorsTotal.WithLabels(planner.Name(), role.Name(), kind.Name());

    /// <summary><c>planner_run_seconds</c>.</summary>
    public Histogram.Child RunSeconds(Planner planner, LegRole role) => _seconds[(int)planner, (int)role];

    /// <summary><c>planner_cost_cents_total</c>.</summary>
    public Counter.Child CostCents(Planner planner, LegRole role) => _cost[(int)planner, (int)role];

    /// <summary><c>planner_bad_signal_total</c>; rare, so looked up.</summary>
    public void BadSignal(string signal) => _badSignal.WithLabels(signal).Inc();

    /// <summary>
    /// <c>planner_failover_total</c>: <c>spare</c>, <c>asked_again</c>, <c>failed</c> (v1 too) or <c>body_not_captured</c>.
    /// </summary>
    public void Failover(string result) => _failover.WithLabels(result).Inc();

    /// <summary><c>planner_config_reload_total</c>: <c>applied</c> or <c>refused</c>.</summary>
    public void ConfigReload(string result) => _reload.WithLabels(result).Inc();
}
