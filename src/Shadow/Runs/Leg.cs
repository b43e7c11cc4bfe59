using Shadow.Capture;
using Shadow.Decisions;

namespace Shadow.Runs;

/// <summary>One planner's part of a run, while it is under way. The tees of its bodies report to it.</summary>
public sealed class Leg : IRequestBodySink, IAnswerSink, IThreadPoolWorkItem
{
    private int _ended;
    private int _seen;
    private volatile bool _settled;

    internal Leg(Run run, Planner planner, LegRole role, TimeProvider time)
    {
        Run = run;
        Planner = planner;
        Role = role;
        Clock = new LegClock(time);
    }

    /// <summary>The run that it is part of.</summary>
    public Run Run { get; }

    /// <summary>Which planner.</summary>
    public Planner Planner { get; }

    /// <summary>Primary or shadow.</summary>
    public LegRole Role { get; }

    /// <summary>Its moments.</summary>
    public LegClock Clock { get; }

    /// <summary>How long the answer of a leg beside may stand still while an agent may need it.</summary>
    public TimeSpan MayStall { get; set; } = TimeSpan.MaxValue;

    /// <summary>Ends the leg early. Cancel it through <see cref="CancelFor"/>, which says why.</summary>
    public CancellationTokenSource Cancellation { get; } = new();

    /// <summary>HTTP status of the answer; null before it came.</summary>
    public int? Status { get; set; }

    /// <summary>Cost, quality and build from headers and trailers.</summary>
    public LegSignals HeaderSignals { get; set; }

    /// <summary>The copy of the answer; null where none is kept.</summary>
    public AnswerCapture? Answer { get; set; }

    /// <summary>True once the whole answer has come.</summary>
    public bool Complete { get; private set; }

    /// <summary>Why the sidecar ended the leg early; <see cref="LegFailure.None"/> where it did not.</summary>
    public LegFailure CancelledFor { get; private set; }

    /// <summary>How it ended.</summary>
    public LegEnd End { get; private set; }

    /// <summary>True once it has ended and its answer was read: nothing of it changes any more.</summary>
    public bool Settled
    {
        get => _settled;
        internal set => _settled = value;
    }

    /// <summary>What was read out of the answer; only once the leg is settled.</summary>
    public DecisionReading Reading { get; internal set; }

    /// <summary>Whether the copy of the answer was whole; only once the leg is settled.</summary>
    public CaptureState AnswerCopy { get; internal set; }

    /// <summary>The answer's bytes, where they are recorded; only once the leg is settled.</summary>
    public byte[]? KeptBody { get; internal set; }

    /// <summary>Signals of headers and trailers, and where those are silent of the body; only once the leg is settled.</summary>
    public LegSignals Signals =>
        new(
            HeaderSignals.CostCents ?? Reading.Signals.CostCents,
            HeaderSignals.Quality ?? Reading.Signals.Quality,
            HeaderSignals.Build ?? Reading.Signals.Build
        );

    /// <summary>Ends the leg early, without running anybody's continuation on this thread.</summary>
    public void CancelFor(LegFailure why)
    {
        if (Cancellation.IsCancellationRequested)
            return;
        CancelledFor = why;
        _ = Cancellation.CancelAsync();
    }

    /// <summary>
    /// Ends the leg, once: further calls do nothing. Reading the answer and judging is done on the thread pool, so that nobody who waits for
    /// the answer waits for that.
    /// </summary>
    public void Finish(LegEnd end)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
            return;
        Clock.MarkEnded();
        End = end;
        // To this thread's own queue: it is what the thread does next. Behind all agents' requests that wait for the pool, a rollback under
        // load came three times as late.
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    /// <summary>Marks that the evidence was told of it; returns whether it had been before. Either leg's thread may be the one that tells.</summary>
    public bool MarkSeen() => Interlocked.Exchange(ref _seen, 1) != 0;

    /// <inheritdoc/>
    public void BodyAwaited() => Clock.MarkAwaitingAgent();

    /// <inheritdoc/>
    public void BodyProgressed() => Clock.MarkProgress();

    /// <inheritdoc/>
    public void BodySent()
    {
        if (Clock.Sent != 0)
            return;
        Clock.MarkSent();
        Run.RequestPassed();
    }

    /// <inheritdoc/>
    public bool TryGiveCopyUp() => Run.TryKeepTurn();

    /// <inheritdoc/>
    public bool TryBegin()
    {
        // Only the assigned planner competes for the turn: whoever answers in its stead has it already.
        if (!ReferenceEquals(this, Run.Primary) || Run.TryKeepTurn())
            return true;
        Cancellation.Cancel();
        return false;
    }

    /// <inheritdoc/>
    public void AnswerPassed(ReadOnlySpan<byte> bytes) => Answer?.Append(bytes);

    /// <inheritdoc/>
    public void AnswerEnded()
    {
        Clock.MarkEnded();
        Complete = true;
    }

    /// <inheritdoc/>
    public void AgentWaitBegan() => Clock.AgentWaitBegan();

    /// <inheritdoc/>
    public void AgentWaitEnded() => Clock.AgentWaitEnded();

    /// <inheritdoc/>
    public void Execute() => Run.Settle(this);
}
