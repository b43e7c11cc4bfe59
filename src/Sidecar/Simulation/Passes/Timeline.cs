using Shadow.Detection;
using Sidecar.Guard;

namespace Sidecar.Simulation.Passes;

/// <summary>What happened in a pass and when.</summary>
internal sealed class Timeline(SimulatedGuard guard, SimulatedClock clock, TimelineDetail detail)
{
    private readonly List<TimelineEntry> _entries = [];
    private (Verdict Verdict, string? Cause, int Epoch)? _last;
    private int _wouldBreach;

    public IReadOnlyList<TimelineEntry> Entries => _entries;

    /// <summary>An operator has acted.</summary>
    public void Stepped(int run, string updatedBy, string? reason)
    {
        if (detail != TimelineDetail.None)
            _entries.Add(Entry("step", run) with { UpdatedBy = updatedBy, Reason = reason });
    }

    /// <summary>The guard has rolled back.</summary>
    public void RolledBack(int run, PassRollback rollback)
    {
        _last = (Verdict.Regression, null, rollback.Epoch);
        if (detail == TimelineDetail.None)
            return;
        _entries.Add(
            Entry("rollback", run) with
            {
                UpdatedBy = rollback.Entry.UpdatedBy,
                Reason = rollback.Entry.Reason,
                Verdict = Verdict.Regression.Name(),
                Breaches = rollback.Entry.Breaches,
            }
        );
    }

    /// <summary>v2 has been judged, without a rollback.</summary>
    /// <param name="run">Runs that had arrived.</param>
    /// <param name="verdict">The verdict.</param>
    /// <param name="state">The state in force.</param>
    public void Judged(int run, Verdict verdict, GuardSnapshot state)
    {
        // While v2 is out, what it is judged to be is the breach that took it out.
        if (detail == TimelineDetail.None || (detail == TimelineDetail.Changes && state.KillSwitch))
            return;
        // The texts and the cause are made only where they are looked at.
        var evaluation = verdict == Verdict.Regression || detail == TimelineDetail.Every ? guard.Evaluator.Current : null;
        var now = (verdict, evaluation?.Cause, state.Epoch);
        if (detail == TimelineDetail.Changes && now == _last)
            return;
        _last = now;
        _entries.Add(
            Entry("judgement", run) with
            {
                Verdict = verdict.Name(),
                Cause = evaluation?.Cause,
                Breaches = evaluation?.Breaches ?? [],
            }
        );
    }

    /// <summary>A second is over: looks whether v2's shadow legs would breach, and says so once an epoch.</summary>
    public void Ticked(int run, GuardSnapshot state)
    {
        if (detail == TimelineDetail.None || _wouldBreach == state.Epoch)
            return;
        var judgement = guard.Book.JudgeShadow(state.Epoch);
        if (judgement.Breached == JudgedMetrics.None)
            return;
        _wouldBreach = state.Epoch;
        _entries.Add(Entry("would_breach", run) with { Breaches = BreachTexts.Of(judgement) });
    }

    private TimelineEntry Entry(string kind, int run)
    {
        var state = guard.Current;
        return new TimelineEntry
        {
            At = clock.Elapsed,
            Run = run,
            Kind = kind,
            CanaryPct = state.CanaryPct,
            KillSwitch = state.KillSwitch,
            Epoch = state.Epoch,
        };
    }
}
