using System.Collections.Concurrent;
using Shadow.Decisions;
using Shadow.Runs;
using Testing;

namespace Sidecar.Tests.Guard.Judging;

/// <summary>A run whose legs a test ends, each once and in any order, as the split's own path would.</summary>
internal sealed class PlayedRun(Run run, RunBuilder runs, SettledObserver observer)
{
    // Both legs may be ended at once.
    private readonly ConcurrentDictionary<Planner, bool> _ended = new();

    public Run Run => run;

    public Guid Id => run.Start.RunId;

    public Planner Assigned => run.Start.Assigned;

    public bool Finished => _ended.Count == 2;

    public bool Ended(Planner planner) => _ended.ContainsKey(planner);

    /// <summary>Ends a leg, and returns when all that comes of it is done. One that has ended already is left alone.</summary>
    public async Task EndAsync(Planner planner, LegPlay play)
    {
        if (!_ended.TryAdd(planner, true))
            return;
        var leg = planner == Assigned ? run.Primary : run.Shadow!;
        if (ReferenceEquals(leg, run.Primary))
            EndPrimary(play);
        else
            leg.Finish(Answer(leg, play));
        await observer.SettledAsync(leg);
        if (Finished)
            await observer.FinishedAsync(run);
    }

    private void EndPrimary(LegPlay play)
    {
        var leg = run.Primary;
        LegEnd end;
        if (play.Failure == LegFailure.None && leg.TryBegin())
        {
            end = Answer(leg, play);
        }
        else if (run.Turn == AnswerTurn.CutOver || !run.TryTurn(AnswerTurn.Failed))
        {
            run.Reselect(SelectionReason.Cutover);
            end = new LegEnd(LegFailure.None, LegEndCause.CutOver);
        }
        else
        {
            end = Answer(leg, play);
            if (Assigned == Planner.V2)
                run.Reselect(SelectionReason.Failover);
        }

        run.Answered(end.Failure == LegFailure.None || Assigned == Planner.V2 ? 200 : 502, end);
    }

    private LegEnd Answer(Leg leg, LegPlay play)
    {
        leg.HeaderSignals = new LegSignals(play.Cost, play.Quality, play.Build);
        if (play.Failure is LegFailure.None or LegFailure.Status5xx)
            runs.Answer(leg, play.Failure == LegFailure.None ? 200 : 500);
        return new LegEnd(play.Failure);
    }
}
