using Shadow.Capture;
using Shadow.Mirroring;

namespace Shadow.Runs;

/// <summary>
/// One request of an agent, with everything that comes of it. It has two legs: the primary, and the shadow that is sent at most once
/// (none → started or never, by one compare-and-swap). Whoever ends last finishes the run.
/// </summary>
public sealed class Run
{
    private const int None = 0;
    private const int Started = 1;
    private const int Never = 2;

    private readonly RunLifecycle _lifecycle;
    private int _shadow;
    private int _open = 2;
    private int _turn;
    private int _notMirrored = -1;

    /// <summary>Begins a run.</summary>
    public Run(RunStart start, RunOptions options, RunLifecycle lifecycle)
    {
        Start = start;
        Options = options;
        _lifecycle = lifecycle;
        Selected = start.Assigned;
        Reason = start.Reason;
        Primary = new Leg(this, start.Assigned, LegRole.Primary, lifecycle.Time);
        if (start.NotMirrored is { } why)
            DoNotMirror(why);
    }

    /// <summary>What was known when it began.</summary>
    public RunStart Start { get; }

    /// <summary>The configuration that it began with.</summary>
    public RunOptions Options { get; }

    /// <summary>The leg that was sent for the agent.</summary>
    public Leg Primary { get; }

    /// <summary>The leg on which v1 was asked again for the agent, because its spare could not be used; null where that was not needed.</summary>
    public Leg? Rescue { get; private set; }

    /// <summary>The leg that the agent's request travels on at the moment.</summary>
    public Leg Serving => Rescue ?? Primary;

    /// <summary>v1's answer as it is kept for the agent; null where the run is not assigned to v2 or v1 was not asked.</summary>
    public Spare? Spare { get; private set; }

    /// <summary>Whose turn it is to answer.</summary>
    public AnswerTurn Turn => (AnswerTurn)Volatile.Read(ref _turn);

    /// <summary>True where v1 can still answer in v2's stead: the body is at hand, or it is and will be passing.</summary>
    public bool CanBeRescued => Start.Assigned == Planner.V2 && Body is null or { State: CaptureState.Whole };

    /// <summary>The leg beside; null until it is started.</summary>
    public Leg? Shadow { get; private set; }

    /// <summary>The planner whose answer the agent gets; differs from the assigned one after a failover or cut-over.</summary>
    public Planner Selected { get; private set; }

    /// <summary>Why.</summary>
    public SelectionReason Reason { get; private set; }

    /// <summary>The status that the agent got; 0 before that is known.</summary>
    public int Status { get; set; }

    /// <summary>The copy of the request's body; null where it has none or none is kept.</summary>
    public CaptureBuffer? Body { get; set; }

    /// <summary>True once the whole request body has passed or is at hand.</summary>
    public bool BodyWhole { get; private set; }

    /// <summary>The shadow request, made while the primary is sent; null where the run is not mirrored.</summary>
    public IShadowDispatch? Dispatch { get; set; }

    /// <summary>Why the run is not mirrored; null while it may be.</summary>
    public ShadowOutcome? NotMirrored => _notMirrored < 0 ? null : (ShadowOutcome)_notMirrored;

    /// <summary>True while the shadow leg may still be started.</summary>
    public bool MayMirror => Volatile.Read(ref _shadow) == None;

    /// <summary>Settles that the run is not mirrored, and why; the first reason counts.</summary>
    public void DoNotMirror(ShadowOutcome why)
    {
        Interlocked.CompareExchange(ref _notMirrored, (int)why, -1);
        Interlocked.CompareExchange(ref _shadow, Never, None);
    }

    /// <summary>The whole request body has passed or is at hand: the shadow leg starts, if its request is made and it may.</summary>
    public void RequestPassed()
    {
        BodyWhole = true;
        TryStartShadow();
    }

    /// <summary>Starts the shadow leg once its request is made and the body is whole; called at both of these moments.</summary>
    public void TryStartShadow()
    {
        if (!BodyWhole || Dispatch is not { } dispatch || !MayMirror)
            return;
        switch (Body?.State)
        {
            case CaptureState.TooLarge:
                DoNotMirror(ShadowOutcome.BodyTooLarge);
                return;
            case CaptureState.OutOfMemory:
                DoNotMirror(ShadowOutcome.Memory);
                return;
            default:
                break;
        }

        if (!dispatch.TryAdmit())
        {
            DoNotMirror(ShadowOutcome.Saturated);
            return;
        }

        // Counted before it is visible as started, so that a primary that ends right now does not finish the run alone.
        Interlocked.Increment(ref _open);
        var leg = new Leg(this, Primary.Planner.Other(), LegRole.Shadow, _lifecycle.Time);
        if (Interlocked.CompareExchange(ref _shadow, Started, None) != None)
        {
            dispatch.Abandon();
            // The primary may have ended while this was counted: then nobody else is left to finish the run.
            Release();
            return;
        }

        if (Start.Assigned == Planner.V2 && Options.MayRescue)
            Spare = new Spare(leg, _lifecycle.Budget);
        Shadow = leg;
        dispatch.Send(leg);
    }

    /// <summary>Takes the turn to answer; false where it is taken.</summary>
    public bool TryTurn(AnswerTurn next) => Interlocked.CompareExchange(ref _turn, (int)next, (int)AnswerTurn.Open) == (int)AnswerTurn.Open;

    /// <summary>The turn is the assigned planner's for good, if it is not taken yet; false where it is another's.</summary>
    public bool TryKeepTurn() => TryTurn(AnswerTurn.Answering) || Turn == AnswerTurn.Answering;

    /// <summary>
    /// Takes the turn away from v2 before its answer began. v2's leg is ended on another thread: whoever calls this may be flipping the
    /// switch, and must not run the continuations of agents' requests.
    /// </summary>
    public bool TryTakeOver(AnswerTurn why)
    {
        if (!CanBeRescued || !TryTurn(why))
            return false;
        ThreadPool.UnsafeQueueUserWorkItem(static leg => leg.Cancellation.Cancel(), Primary, preferLocal: false);
        return true;
    }

    /// <summary>Does something after a while, on the timer's thread: it must not wait.</summary>
    internal void After(TimeSpan delay, Action act) =>
        _ = Task.Delay(delay, _lifecycle.Time)
            .ContinueWith(_ => act(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <summary>v1 answers in v2's stead.</summary>
    public void Reselect(SelectionReason reason)
    {
        Selected = Planner.V1;
        Reason = reason;
        Interlocked.CompareExchange(ref _shadow, Never, None);
    }

    /// <summary>v1 is asked again, for the agent.</summary>
    public Leg BeginRescue()
    {
        Interlocked.Increment(ref _open);
        return Rescue = new Leg(this, Planner.V1, LegRole.Primary, _lifecycle.Time);
    }

    /// <summary>The agent has its answer, or never will.</summary>
    public void Answered(int status, LegEnd primary)
    {
        Status = status;
        Interlocked.CompareExchange(ref _shadow, Never, None);
        _lifecycle.Answered(this);
        Primary.Finish(primary);
        Spare?.Discard();
        Release();
    }

    // On a thread of the pool, where an exception would end the process and with it every agent's planner.
    internal void Settle(Leg leg)
    {
        try
        {
            _lifecycle.Settle(leg);
        }
        catch (Exception exception)
        {
            _lifecycle.Faulted(this, exception);
        }

        if (Interlocked.Decrement(ref _open) == 0)
            Finish();
    }

    // Usually a leg is settled after this. Where none is left, the run is still not finished on the agent's path.
    private void Release()
    {
        if (Interlocked.Decrement(ref _open) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(static run => run.Finish(), this, preferLocal: false);
    }

    private void Finish()
    {
        try
        {
            _lifecycle.Finish(this);
        }
        catch (Exception exception)
        {
            _lifecycle.Faulted(this, exception);
        }
    }
}
