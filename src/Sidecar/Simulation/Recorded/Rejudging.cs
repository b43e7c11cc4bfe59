using Shadow.Detection;
using Shadow.Runs;
using Sidecar.Guard.Judging;
using Sidecar.Simulation.Passes;
using Sidecar.Storage;

namespace Sidecar.Simulation.Recorded;

/// <summary>
/// Judges recorded runs again, in the order in which their legs ended. Runs are given one after the other; what is kept are those that were
/// under way at one time, whatever the number of runs.
/// </summary>
internal sealed class Rejudging
{
    private readonly MomentQueue<RecordedEvent> _events = new();
    private readonly SortedDictionary<int, EpochTally> _epochs = [];
    private readonly HashSet<OpenRun> _overLimit = [];
    private readonly SimulatedClock _clock = new(DateTimeOffset.MinValue);
    private readonly Thresholds _thresholds;
    private readonly SettingsTrack _settings;
    private readonly EvidenceBook _book;
    private readonly long _limitTicks;
    private bool _ticking;
    private bool _begun;
    private long _until;

    /// <summary>Begins.</summary>
    /// <param name="thresholds">What v2 is held to.</param>
    /// <param name="history">The history, oldest first, from before the first run on.</param>
    /// <param name="since">Where the period begins.</param>
    public Rejudging(Thresholds thresholds, IReadOnlyList<HistoryEntry> history, DateTimeOffset since)
    {
        _thresholds = thresholds;
        _settings = new SettingsTrack(history, since);
        _book = new EvidenceBook(() => thresholds, _clock, new ThresholdJudge());
        _limitTicks = (long)(thresholds.MaxLatencyP95Ms * TimeSpan.TicksPerMillisecond);
        foreach (var (index, entry) in _settings.Changes.Index())
        {
            Add(entry.At.UtcTicks, new RecordedEvent(RecordedEventKind.Changed, null, Planner.V2, index));
            if (entry.Kind == "rollback")
                Tally(entry.After.Epoch).Recorded ??= RecordedRollback.From(entry);
        }
    }

    /// <summary>Takes the next run, in the order of their arrival to the millisecond.</summary>
    public void Add(in RecordedRun recorded)
    {
        // The age bound on evidence takes runs away as time goes by, without any leg that ends.
        if (_thresholds.WindowMinutes > 0)
        {
            _until = recorded.At;
            Tick(Math.Max(_clock.Ticks, _begun ? 0 : recorded.At));
            _begun = true;
        }

        // Within a millisecond runs come in any order; all that ended before it is complete.
        Happen(recorded.At - recorded.At % TimeSpan.TicksPerMillisecond);
        var run = new OpenRun(recorded, Tally(recorded.Epoch).Arrived(recorded));
        // Of legs that ended in the same moment the primary was asked first.
        Know(run, recorded.Assigned);
        Know(run, recorded.Assigned.Other());
        if (recorded is { Assigned: Planner.V2, OpenCounts: true } && recorded.V2.EndedAt - recorded.At > _limitTicks)
            Add(recorded.At + _limitTicks, new RecordedEvent(RecordedEventKind.OverLimit, run, Planner.V2, 0));
    }

    /// <summary>All runs were given: answers what was found, in the order of the epochs.</summary>
    public IReadOnlyList<EpochFinding> Finish()
    {
        Happen(long.MaxValue);
        return [.. _epochs.Values.Where(static epoch => epoch.Runs > 0).Select(static epoch => epoch.ToFinding())];
    }

    private void Know(OpenRun run, Planner planner)
    {
        ref readonly var recorded = ref run.Recorded;
        var leg = planner == Planner.V1 ? recorded.V1 : recorded.V2;
        // A leg that was cut over is no evidence, but was open as the switch came: by its own clock it may seem to have ended before.
        var known = planner == Planner.V2 && recorded.CutOver ? leg.KnownAt + Drift.Ticks : leg.KnownAt;
        if (leg.Sent)
            Add(known, new RecordedEvent(RecordedEventKind.LegKnown, run, planner, 0));
    }

    private void Happen(long before)
    {
        while (_events.TryTake(before, out var next, out var ticks))
        {
            _clock.MoveTo(ticks);
            switch (next.Kind)
            {
                case RecordedEventKind.LegKnown:
                    LegKnown(next.Run!, next.Planner);
                    break;
                case RecordedEventKind.OverLimit:
                    _overLimit.Add(next.Run!);
                    Tick(ticks);
                    break;
                case RecordedEventKind.Changed:
                    Changed(next.Number);
                    break;
                default:
                    Ticked();
                    break;
            }
        }
    }

    private void LegKnown(OpenRun run, Planner planner)
    {
        ref readonly var recorded = ref run.Recorded;
        if (recorded.Epoch > _settings.Current.Epoch)
            _settings.Follow(recorded.Epoch);
        var current = recorded.Epoch == _settings.Current.Epoch;
        if (planner == Planner.V2 && recorded.Assigned == Planner.V2)
        {
            _overLimit.Remove(run);
            if (current && recorded.V2.Sample is not null)
                Tally(recorded.Epoch).V2Evidence++;
        }

        if (!_book.Observe(run.Know(planner, _clock.Ticks)))
            return;
        Judge([], run);
        if (current && recorded.Assigned == Planner.V1)
            JudgeShadow(run);
    }

    private void Changed(int number)
    {
        var entry = _settings.Changes[number];
        // A rollback comes behind the leg that tipped it, whatever the clocks say.
        if (entry.Kind == "rollback" && Tally(entry.After.Epoch).TippedAt is var tipped && tipped > _clock.Ticks)
        {
            Add(tipped, new RecordedEvent(RecordedEventKind.Changed, null, Planner.V2, number));
            return;
        }

        if (entry.After.Epoch > _settings.Current.Epoch)
            _book.BeginEpoch(entry.After.Epoch, keepStreak: entry.Kind == "epoch");
        _settings.Put(entry);
    }

    private void Ticked()
    {
        _ticking = false;
        var epoch = _settings.Current.Epoch;
        var open = _overLimit
            .Where(run => run.Recorded.Epoch == epoch)
            .Select(run => new OpenLeg(run.Recorded.RunId, (_clock.Ticks - run.Recorded.At) / TimeSpan.TicksPerMicrosecond));
        Judge(Array.ConvertAll(OpenLegs.Over(_thresholds, open), static leg => leg.AgeMicros), null);
        if (_overLimit.Count > 0 || (_thresholds.WindowMinutes > 0 && _clock.Ticks < _until))
            Tick(_clock.Ticks);
    }

    private void Judge(ReadOnlySpan<long> ages, OpenRun? run)
    {
        var state = _settings.Current;
        var tally = Tally(state.Epoch);
        if (tally.Rollback is not null)
            return;
        var judgement = _book.Judge(state.Epoch, ages);
        if (state.EffectivePct > 0)
            tally.Verdict = judgement.Verdict;
        if (judgement.Verdict != Verdict.Regression)
            return;
        switch (Evaluations.Cause(judgement, state, dryRun: false))
        {
            case null:
                tally.Rollback = Breach(judgement, run, tally, null);
                break;
            case Evaluations.V1Unfit:
                tally.Held ??= Breach(judgement, run, tally, Evaluations.V1Unfit);
                break;
            default:
                break;
        }
    }

    private void JudgeShadow(OpenRun run)
    {
        var tally = Tally(_settings.Current.Epoch);
        if (tally.WouldBreach is null && _book.JudgeShadow(_settings.Current.Epoch) is { Verdict: Verdict.Regression } judgement)
            tally.WouldBreach = Breach(judgement, run, tally, null);
    }

    private FoundBreach Breach(in Judgement judgement, OpenRun? run, EpochTally tally, string? cause) =>
        new()
        {
            At = _clock.GetUtcNow(),
            RunId = run?.Recorded.RunId,
            Run = run?.Number ?? tally.Runs,
            V2Runs = tally.V2Evidence,
            Breached = judgement.Breached,
            Breaches = BreachTexts.Of(judgement),
            Cause = cause,
        };

    // The running sidecar judges once a second too. At which part of it is known where that led to a rollback; else it is done as it begins.
    private void Tick(long after)
    {
        if (_ticking)
            return;
        _ticking = true;
        var period = EvaluationTimer.Period.Ticks;
        var phase = Tally(_settings.Current.Epoch).Recorded is { Automatic: true, RunId: null } recorded
            ? recorded.At.UtcTicks % period
            : 0;
        Add(((after - phase) / period + 1) * period + phase, new RecordedEvent(RecordedEventKind.Tick, null, Planner.V2, 0));
    }

    private EpochTally Tally(int epoch)
    {
        if (!_epochs.TryGetValue(epoch, out var tally))
            _epochs[epoch] = tally = new EpochTally(epoch, _settings.BegunBefore(epoch));
        return tally;
    }

    private void Add(long ticks, in RecordedEvent later) => _events.Add(ticks, (int)later.Kind, later);
}
