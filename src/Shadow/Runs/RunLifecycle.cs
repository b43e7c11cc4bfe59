using Shadow.Capture;
using Shadow.Decisions;

namespace Shadow.Runs;

/// <summary>What happens when legs and runs end: answers are read, compared, recorded; memory goes back.</summary>
public sealed class RunLifecycle(TimeProvider time, RunRegistry registry, IRunObserver observer, IStickyHash stickyHash, IByteBudget budget)
{
    /// <summary>The clock of every leg.</summary>
    public TimeProvider Time => time;

    /// <summary>What copies of answers are reserved from.</summary>
    public IByteBudget Budget => budget;

    internal void Answered(Run run) => observer.RunAnswered(run);

    internal void Settle(Leg leg)
    {
        if (leg.Answer is { } answer)
        {
            // A document that broke off is no plan, even where what came of it happens to be one; an event that came whole is.
            leg.Reading =
                answer.State == CaptureState.OutOfMemory ? new DecisionReading(DecisionOutcome.NotAPlan, null, default)
                : leg.Complete || answer.EventStream ? answer.Read(observer.BadSignal)
                : new DecisionReading(DecisionOutcome.NotAPlan, null, default);
            if (leg.Run.Options.KeepBodies)
                leg.KeptBody = answer.ToArray();
            leg.AnswerCopy = answer.State;
            answer.Dispose();
        }

        leg.Settled = true;
        observer.LegSettled(leg);
    }

    internal void Finish(Run run)
    {
        // Out of the registry last: whoever waits for it to be empty then finds every run recorded.
        try
        {
            observer.RunFinished(run, RunRecordFactory.Create(run, stickyHash));
        }
        finally
        {
            run.Body?.Release();
            registry.Remove(run);
        }
    }

    internal void Faulted(Run run, Exception exception) => observer.RunFaulted(run, exception);
}
