using Shadow.Detection;
using Shadow.Runs;
using Sidecar.Guard;
using Sidecar.Guard.Judging;
using Sidecar.Simulation.Scenarios;

namespace Sidecar.Simulation.Passes;

/// <summary>
/// One pass of a scenario: runs arrive on a clock of its own, are assigned by the guard's state, their legs end in the order of their times,
/// and the guard judges as each of them ends, and once a second.
/// </summary>
internal sealed class SimulatedPass : IDisposable
{
    /// <summary>When the first run arrives.</summary>
    public static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly MomentQueue<PassEvent> _events = new();
    private readonly HashSet<SimulatedRun> _open = [];
    private readonly List<PassRollback> _rollbacks = [];
    private readonly SimulatedClock _clock = new(Start);
    private readonly Scenario _scenario;
    private readonly TimelineDetail _detail;
    private readonly PassTraffic _traffic;
    private readonly SimulatedGuard _guard;
    private readonly Timeline _timeline;
    private GuardSnapshot _seen;
    private SimulatedRun? _judged;
    private SimulatedRun? _firstBad;
    private int _steps;
    private int _arrived;
    private int _onV2;
    private int _v2Evidence;

    private SimulatedPass(Scenario scenario, TimelineDetail detail)
    {
        (_scenario, _detail, _traffic) = (scenario, detail, new PassTraffic(scenario));
        _guard = new SimulatedGuard(scenario.Thresholds, _clock);
        _guard.Controller.KillSwitchCame += CutOver;
        _timeline = new Timeline(_guard, _clock, detail);
        _seen = _guard.Current;
    }

    /// <summary>Runs a scenario.</summary>
    public static async Task<PassResult> RunAsync(Scenario scenario, TimelineDetail detail, CancellationToken cancellationToken)
    {
        using var pass = new SimulatedPass(scenario, detail);
        return await pass.RunAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _guard.Dispose();

    // Where the outcome alone is asked for, a pass is over once v2 is out and nobody will let it in again.
    private bool Decided =>
        _detail == TimelineDetail.None
        && _rollbacks.Count > 0
        && _steps == 0
        && _guard.Current.EffectivePct <= 0
        && _scenario.Expect is not { WouldBreach: not null };

    private async Task<PassResult> RunAsync(CancellationToken cancellationToken)
    {
        await _guard.Controller.StartAsync(cancellationToken);
        _seen = _guard.Current;
        foreach (var (index, step) in _scenario.Steps.Index())
            At(step.AtRun is { } run ? _scenario.ArrivalOf(run) : TimeSpan.FromSeconds(step.AtSeconds!.Value), PassEventKind.Step, index);
        _steps = _scenario.Steps.Count;
        if (_scenario.Runs > 0)
            At(TimeSpan.Zero, PassEventKind.Arrival, 1);
        After(EvaluationTimer.Period, new PassEvent(PassEventKind.Tick, null, Planner.V2, 0));
        while (!Decided && _events.TryTake(long.MaxValue, out var next, out var ticks))
        {
            cancellationToken.ThrowIfCancellationRequested();
            _clock.MoveTo(ticks);
            _judged = null;
            if (next.Kind == PassEventKind.Step)
                await StepAsync(_scenario.Steps[next.Number]);
            else
                Happen(next);
            if (_guard.Current.Version != _seen.Version)
                await ChangedAsync();
        }

        return Result();
    }

    private void Happen(in PassEvent happened)
    {
        switch (happened.Kind)
        {
            case PassEventKind.Arrival:
                Arrive(happened.Number);
                break;
            case PassEventKind.LegEnded:
                End(happened.Run!, happened.Planner);
                break;
            case PassEventKind.QualityCame:
                var run = happened.Run!;
                _guard.Book.Rate(run.Id, happened.Planner, run.Leg(happened.Planner).LateQuality!.Value);
                break;
            default:
                Tick();
                break;
        }
    }

    private void Arrive(int number)
    {
        _arrived = number;
        var run = _traffic.Arrive(number, _clock.GetUtcNow(), _guard.Current);
        var planner = run.Assigned;
        Send(run, planner);
        if (_scenario.Mirror)
            Send(run, planner.Other());
        if (planner == Planner.V2)
        {
            _onV2++;
            _open.Add(run);
            if (_firstBad is null && _scenario.IsBeyond(number))
                _firstBad = run;
        }

        if (number < _scenario.Runs)
            At(_scenario.ArrivalOf(number + 1), PassEventKind.Arrival, number + 1);
    }

    private void Send(SimulatedRun run, Planner planner) =>
        After(_traffic.Ask(run, planner), new PassEvent(PassEventKind.LegEnded, run, planner, 0));

    private void End(SimulatedRun run, Planner planner)
    {
        ref readonly var leg = ref run.Leg(planner);
        var primary = planner == run.Assigned;
        if (primary)
            _open.Remove(run);
        var evidence = run.End(planner, _clock.Ticks);
        if (primary && run.Assigned == Planner.V2 && run.Epoch == _guard.Current.Epoch && evidence.V2 is not null)
            _v2Evidence++;
        if (leg.LateQuality is not null)
            After(TimeSpan.FromSeconds(leg.LateSeconds), new PassEvent(PassEventKind.QualityCame, run, planner, 0));
        // Without a mirror there is no spare: v1 is asked when v2 has failed.
        if (primary && run.Assigned == Planner.V2 && leg.Facts.Failure != LegFailure.None && !_scenario.Mirror && !run.CutOver)
            Send(run, Planner.V1);
        _judged = run;
        if (_guard.Evaluator.LegEnded(evidence, build: null, _clock.Ticks) is { } verdict)
            Judged(verdict);
    }

    private void Tick()
    {
        var open = _open
            .Where(run => run.Epoch == _guard.Current.Epoch)
            .Select(run => new OpenLeg(run.Id, (_clock.Ticks - run.Arrived) / TimeSpan.TicksPerMicrosecond));
        Judged(_guard.Evaluator.Judge(OpenLegs.Over(_scenario.Thresholds, open)));
        _timeline.Ticked(_arrived, _guard.Current);
        if (_events.Count > 0)
            After(EvaluationTimer.Period, new PassEvent(PassEventKind.Tick, null, Planner.V2, 0));
    }

    private void Judged(Verdict verdict)
    {
        if (_guard.Current.Version == _seen.Version)
            _timeline.Judged(_arrived, verdict, _seen);
    }

    private async Task StepAsync(ScenarioStep step)
    {
        _steps--;
        var result = await _guard.Controller.ChangeAsync(step.Change, ifMatch: null);
        if (result.Outcome != ChangeOutcome.Applied)
            throw new InvalidOperationException($"A step was not applied: {result.Text}");
        _timeline.Stepped(_arrived, step.Change.UpdatedBy ?? "operator", step.Change.Reason);
    }

    private async Task ChangedAsync()
    {
        await _guard.Controller.FlushAsync(CancellationToken.None);
        var rollback = _guard.Controller.LastRollback;
        if (rollback is not null && rollback.After.Version > _seen.Version)
        {
            var came = new PassRollback
            {
                At = _clock.Elapsed,
                Runs = _arrived,
                V2Runs = _v2Evidence,
                Epoch = _seen.Epoch,
                Breached = _guard.Evaluator.Newest.Breached,
                TippedBy = _judged?.Number,
                FirstBadRun = _firstBad?.Number,
                AfterFirstBadRun = _firstBad is null ? null : TimeSpan.FromTicks(_clock.Ticks - _firstBad.Arrived),
                Entry = rollback,
            };
            _rollbacks.Add(came);
            _timeline.RolledBack(_arrived, came);
        }

        if (_guard.Current.Epoch != _seen.Epoch)
            (_v2Evidence, _firstBad) = (0, null);
        _seen = _guard.Current;
    }

    private void CutOver()
    {
        foreach (var run in _open)
            run.CutOver = true;
        _open.Clear();
    }

    private PassResult Result()
    {
        var state = _guard.Current;
        return new PassResult
        {
            Scenario = _scenario,
            Runs = _arrived,
            V2Runs = _onV2,
            Took = _clock.Elapsed,
            Timeline = _timeline.Entries,
            Rollbacks = _rollbacks,
            State = state,
            Stored = _guard.Store.Settings!,
            History = _guard.Store.History,
            Evaluation = _guard.Evaluator.Current,
            WouldBreach = _guard.Book.JudgeShadow(state.Epoch).Breached,
            Statistics = _guard.Book.Read(state.Epoch),
        };
    }

    private void At(TimeSpan time, PassEventKind kind, int number) =>
        Add(Start.UtcTicks + time.Ticks, new PassEvent(kind, null, Planner.V2, number));

    private void After(TimeSpan time, in PassEvent later) => Add(_clock.Ticks + time.Ticks, later);

    private void Add(long ticks, in PassEvent later) => _events.Add(ticks, (int)later.Kind, later);
}
