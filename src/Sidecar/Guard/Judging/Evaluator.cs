using Shadow.Detection;
using Shadow.Runs;
using Sidecar.Configuration;
using Sidecar.Guard.Contracts;
using Sidecar.Metrics;

namespace Sidecar.Guard.Judging;

/// <summary>
/// Judges v2 as legs end, once a second and on demand, and takes it out where it is worse than it may be. A judgement allocates nothing:
/// what is shown of it is made when somebody asks.
/// </summary>
internal sealed class Evaluator(
    EvidenceBook book,
    GuardController controller,
    BuildTracker builds,
    RunRegistry runs,
    LiveOptions options,
    SidecarMetrics metrics,
    UnfitAlarm alarm,
    TimeProvider time
) : IEvaluationReader
{
    private readonly Lock _lock = new();
    private Judgement _last;
    private int _lastEpoch;
    private Judgement _rolledBack;
    private int _rolledBackEpoch;
    private DateTimeOffset? _judgedAt;

    // The leg that ended last and is not yet judged: whoever judges meanwhile, it is the one that tipped.
    private Leg? _unjudged;

    /// <inheritdoc/>
    public EvaluationAnswer Current
    {
        get
        {
            var state = controller.Current;
            Judgement judgement;
            DateTimeOffset? at;
            bool rolledBack;
            bool over;
            lock (_lock)
            {
                // While v2 is out because of it, the breach stays to be read: what is judged afterwards does nothing.
                rolledBack = _rolledBackEpoch == state.Epoch && state.KillSwitch;
                judgement = rolledBack ? _rolledBack : _last;
                over = !rolledBack && _lastEpoch != state.Epoch;
                at = _judgedAt;
            }

            if (at is null)
                return new EvaluationAnswer { Action = "none", Verdict = Verdict.InsufficientData.Name() };
            // Until the timer comes: what was breached in an epoch that is over is no evidence of this one.
            if (over)
                (judgement, at) = (book.Judge(state.Epoch, []), time.GetUtcNow());
            return Answer(judgement, rolledBack, rolledBack ? null : Evaluations.Cause(judgement, state, dryRun: false), at.Value);
        }
    }

    /// <inheritdoc/>
    public string? Build => builds.Newest;

    /// <summary>The newest judgement as it was made.</summary>
    public Judgement Newest
    {
        get
        {
            lock (_lock)
                return _last;
        }
    }

    /// <summary>A leg has ended: it is evidence from now on, whatever the other one does.</summary>
    public void LegSettled(Leg leg)
    {
        Volatile.Write(ref _unjudged, leg);
        LegEnded(LegEvidence.Of(leg.Run, time.GetTimestamp()), leg.Planner == Planner.V2 ? leg.Signals.Build : null, leg.Clock.Ended);
        Interlocked.CompareExchange(ref _unjudged, null, leg);
    }

    /// <summary>The same, of a leg of which no more is at hand; null where it changed nothing that could be judged.</summary>
    /// <param name="run">What is known of its run by now.</param>
    /// <param name="build">The build that v2 named; null where it named none, and of v1's legs.</param>
    /// <param name="ended">The clock's timestamp at which it ended.</param>
    public Verdict? LegEnded(in RunEvidence run, string? build, long ended)
    {
        var changed = book.Observe(run);
        if (build is not null)
            builds.See(build);
        return changed ? Judge([], new EndedLeg(run.RunId, ended), dryRun: false).Judgement.Verdict : null;
    }

    /// <summary>A run has ended: what was not known of its legs is known now.</summary>
    public void RunFinished(Run run, RunRecord record)
    {
        book.Count(record);
        if (book.Observe(LegEvidence.Of(run, time.GetTimestamp())))
            Judge([], Last(run), dryRun: false);
    }

    /// <summary>Judges with the legs that are still open; where there is a breach, v2 is out when this returns.</summary>
    public Verdict Judge() => Judge(Open());

    /// <summary>The same with these legs of v2 open, the youngest first.</summary>
    public Verdict Judge(OpenLeg[] open) => Judge(open, null, dryRun: false).Judgement.Verdict;

    /// <summary>Judges on demand; a rollback is stored when this ends, unless the store keeps it waiting.</summary>
    /// <param name="dryRun">True: never rolls back.</param>
    public async Task<EvaluationAnswer> EvaluateAsync(bool dryRun)
    {
        var at = time.GetUtcNow();
        var (judgement, cause, rollback) = Judge(Open(), null, dryRun);
        if (rollback is not null)
            await rollback;
        return Answer(judgement, rollback is not null, cause, at);
    }

    private (Judgement Judgement, string? Cause, Task<ChangeResult>? Rollback) Judge(OpenLeg[] open, EndedLeg? leg, bool dryRun)
    {
        if (open.Length == 0)
            leg ??= Volatile.Read(ref _unjudged) is { } unjudged ? EndedLeg.Of(unjudged) : null;
        var ages = open.Length == 0 ? [] : Array.ConvertAll(open, static leg => leg.AgeMicros);
        var state = controller.Current;
        BreachEvidence? breach = null;
        var judgement = state.EffectivePct > 0 && !dryRun ? book.Judge(state.Epoch, ages, out breach) : book.Judge(state.Epoch, ages);
        metrics.Evaluations(judgement.Verdict).Inc();
        lock (_lock)
            (_last, _lastEpoch, _judgedAt) = (judgement, state.Epoch, time.GetUtcNow());
        var cause = Evaluations.Cause(judgement, state, dryRun);
        alarm.Set(cause == Evaluations.V1Unfit);
        return (judgement, cause, breach is null ? null : RollBack(breach.With(open), state.Epoch, leg));
    }

    private Task<ChangeResult>? RollBack(BreachEvidence breach, int epoch, EndedLeg? leg)
    {
        var texts = BreachTexts.Of(breach.Judgement);
        var rollback = controller.RollBack(epoch, texts, () => RollbackEvidence.Json(breach, leg?.ToTippingRun(time)), out var flippedAt);
        if (rollback is null)
            return null;
        lock (_lock)
            (_rolledBack, _rolledBackEpoch) = (breach.Judgement, epoch);
        if (leg is { } tipped)
            metrics.RollbackSeconds.Observe(time.GetElapsedTime(tipped.Ended, flippedAt).TotalSeconds);
        return rollback;
    }

    private EvaluationAnswer Answer(in Judgement judgement, bool rolledBack, string? cause, DateTimeOffset at) =>
        new()
        {
            Action = rolledBack ? "rollback" : "none",
            Verdict = judgement.Verdict.Name(),
            Cause = cause,
            Breaches = BreachTexts.Of(judgement),
            WouldBreach = BreachTexts.Of(book.JudgeShadow(controller.Current.Epoch)),
            NotJudged = BreachTexts.NotJudged(judgement),
            EvaluatedAt = at.UtcDateTime,
        };

    private static EndedLeg Last(Run run) =>
        EndedLeg.Of((run.Rescue ?? run.Shadow) is { } beside && beside.Clock.Ended > run.Primary.Clock.Ended ? beside : run.Primary);

    private OpenLeg[] Open() => OpenLegs.Of(runs, controller.Current.Epoch, options.Current.Regress, time.GetTimestamp());

    /// <summary>The leg whose end was judged.</summary>
    private readonly record struct EndedLeg(Guid RunId, long Ended)
    {
        public static EndedLeg Of(Leg leg) => new(leg.Run.Start.RunId, leg.Clock.Ended);

        public TippingRun ToTippingRun(TimeProvider time) => new(RunId, (time.GetUtcNow() - time.GetElapsedTime(Ended)).UtcDateTime);
    }
}
