using Shadow.Capture;
using Shadow.Runs;

namespace Shadow.Mirroring;

/// <summary>
/// v1's answer to a run assigned to v2, kept as it comes, so that the agent can have it if v2 fails. Once it is claimed, what came is handed
/// over as a copy and the rest as the stream itself: the agent follows it as it comes.
/// </summary>
public sealed class Spare(Leg leg, IByteBudget budget)
{
    private readonly Lock _lock = new();
    private readonly CaptureBuffer _copy = new(leg.Run.Options.Format.MaxBodyBytes, budget);
    private readonly TaskCompletionSource<HttpResponseMessage?> _head = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<SpareRest> _rest = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _followed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _claimed;
    private volatile bool _discarded;
    private volatile bool _broken;
    private bool _hedging;

    /// <summary>v1's leg.</summary>
    public Leg Leg => leg;

    /// <summary>True while it is, or may still become, what the agent gets.</summary>
    public bool Wanted => !_discarded && _copy.State == CaptureState.Whole;

    /// <summary>The answer's head once it has come; null where v1 gave none.</summary>
    public Task<HttpResponseMessage?> Head => _head.Task;

    /// <summary>What follows the bytes of <see cref="TryClaim"/>.</summary>
    public Task<SpareRest> Rest => _rest.Task;

    /// <summary>True where the answer broke off, or never came.</summary>
    public bool Broken => _broken;

    /// <summary>Takes the answer for the agent, with what came of it so far; false where it was over the cap, or is gone.</summary>
    public bool TryClaim(out byte[] soFar)
    {
        lock (_lock)
        {
            _claimed = !_discarded && _copy.State == CaptureState.Whole;
            soFar = _claimed ? _copy.Bytes.ToArray() : [];
            return _claimed;
        }
    }

    /// <summary>The agent has its answer: the copy is not needed any more.</summary>
    public void Discard()
    {
        lock (_lock)
        {
            if (_discarded)
                return;
            _discarded = true;
            _copy.Release();
        }

        _followed.TrySetCanceled();
    }

    /// <summary>Whoever follows the rest has read its end, or could not.</summary>
    public void Followed(Exception? fault)
    {
        if (fault is null)
            _followed.TrySetResult();
        else
            _followed.TrySetException(fault);
    }

    internal void HeadCame(HttpResponseMessage head) => _head.TrySetResult(head);

    // True where the answer was claimed: the sender then hands its stream over, with these bytes.
    internal bool Passed(ReadOnlySpan<byte> bytes)
    {
        bool claimed;
        lock (_lock)
        {
            if (!_claimed && !_discarded)
                _copy.Append(bytes);
            claimed = _claimed && !_discarded;
        }

        HedgeIfSilent();
        return claimed;
    }

    // Ends when whoever follows has read the end.
    internal Task HandOverAsync(ReadOnlySpan<byte> bytes, Stream stream)
    {
        // From here on v1 waits for whoever follows, who may still be giving the agent what came before.
        leg.AgentWaitBegan();
        _rest.TrySetResult(new SpareRest(bytes.ToArray(), stream, Whole: false));
        return _followed.Task;
    }

    internal void Ended()
    {
        HedgeIfSilent();
        _rest.TrySetResult(new SpareRest([], null, Whole: true));
    }

    // Also after an answer that ended or was handed over: then it changes nothing.
    internal void Failed()
    {
        _head.TrySetResult(null);
        if (_rest.TrySetResult(new SpareRest([], null, Whole: false)))
            _broken = true;
    }

    // The answer is there. v2 has until the end of its time; it may have begun meanwhile, and then the turn is taken.
    private void HedgeIfSilent()
    {
        if (_hedging || leg.Run.Options.HedgeAfter <= TimeSpan.Zero)
            return;
        _hedging = true;
        var left = leg.Run.Options.HedgeAfter - leg.Run.Primary.Clock.Waiting;
        if (left <= TimeSpan.Zero)
            Hedge();
        else
            leg.Run.After(left, Hedge);
    }

    // v2 may still answer well: it is not given up for a failure of v1's, nor for what the agent could not get.
    private void Hedge()
    {
        if (Wanted && !_broken && LegEnd.Answered(leg.Status ?? 0).Failure == LegFailure.None)
            leg.Run.TryTakeOver(AnswerTurn.Hedged);
    }
}
