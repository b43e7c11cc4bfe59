namespace Shadow.Runs;

/// <summary>
/// The moments of one leg, in ticks of the <see cref="TimeProvider"/>; 0 is "not yet". Written by the leg's own flow, read by the sweep.
/// </summary>
public sealed class LegClock(TimeProvider time)
{
    private long _agentWaitSince;
    private long _agentWaited;
    private bool _awaitingAgent;

    /// <summary>Sending began.</summary>
    public long Sending { get; private set; }

    /// <summary>The planner's connection last took some of the request, or gave some of the answer of a leg beside.</summary>
    public long Progress { get; private set; }

    /// <summary>The last byte of the request was handed to the planner's connection.</summary>
    public long Sent { get; private set; }

    /// <summary>The answer's headers came.</summary>
    public long Headers { get; private set; }

    /// <summary>The answer's last byte came, or the leg ended without it.</summary>
    public long Ended { get; private set; }

    /// <summary>
    /// From the request's last byte handed over (without a body: from when sending began) to the end, less what was waited for the agent;
    /// up to now while the leg is open. An answer that came before the request had passed took no time.
    /// </summary>
    public TimeSpan Latency => Since(Ended == 0 ? time.GetTimestamp() : Ended, _agentWaited);

    /// <summary>From the request's last byte handed over to the answer's headers; null before they came.</summary>
    public TimeSpan? Ttfb => Headers == 0 ? null : Since(Headers, 0);

    /// <summary>Marks that sending begins; once more where the request is sent again.</summary>
    public void MarkSending()
    {
        Sent = 0;
        Sending = Progress = time.GetTimestamp();
    }

    /// <summary>Marks that the planner's connection took some of the request, or gave some of the answer of a leg beside.</summary>
    public void MarkProgress()
    {
        Progress = time.GetTimestamp();
        Volatile.Write(ref _awaitingAgent, false);
    }

    /// <summary>Marks that the planner's connection would take more of the request than the agent has sent.</summary>
    public void MarkAwaitingAgent() => Volatile.Write(ref _awaitingAgent, true);

    /// <summary>Marks that the planner's connection took the last byte of the request.</summary>
    public void MarkSent()
    {
        MarkProgress();
        Sent = Progress;
    }

    /// <summary>Marks the answer's headers.</summary>
    public void MarkHeaders() => Headers = time.GetTimestamp();

    /// <summary>Marks the end; the first mark counts.</summary>
    public void MarkEnded()
    {
        if (Ended == 0)
            Ended = time.GetTimestamp();
    }

    /// <summary>The sidecar begins to wait for the agent.</summary>
    public void AgentWaitBegan() => _agentWaitSince = time.GetTimestamp();

    /// <summary>The agent took what was waited for.</summary>
    public void AgentWaitEnded()
    {
        _agentWaited += time.GetTimestamp() - _agentWaitSince;
        _agentWaitSince = 0;
    }

    /// <summary>How long ago the planner's connection last took some of the request; zero before it was asked.</summary>
    public TimeSpan Waiting => Progress == 0 ? TimeSpan.Zero : time.GetElapsedTime(Progress);

    /// <summary>
    /// How long the planner has owed something before the headers of its answer; zero once they came, before it was asked, and while it is
    /// the agent that has more to send.
    /// </summary>
    public TimeSpan SilentFor(long now) =>
        Sending == 0 || Headers != 0 || Ended != 0 || Volatile.Read(ref _awaitingAgent)
            ? TimeSpan.Zero
            : time.GetElapsedTime(Progress, now);

    /// <summary>
    /// How long ago the planner last sent some of its answer; zero before the headers came, after the end, and while it is the agent who is
    /// to take some of it.
    /// </summary>
    public TimeSpan StalledFor(long now) =>
        Headers == 0 || Ended != 0 || Volatile.Read(ref _agentWaitSince) != 0
            ? TimeSpan.Zero
            : time.GetElapsedTime(Math.Max(Headers, Progress), now);

    /// <summary>How long the leg has been open; zero before it began and after it ended.</summary>
    public TimeSpan OpenFor(long now) => Sending == 0 || Ended != 0 ? TimeSpan.Zero : time.GetElapsedTime(Sending, now);

    /// <summary>
    /// The latency so far of a leg that is open; zero before it began and after it ended. Read by another thread than the leg's: what the
    /// agent is waited for in this moment is left out, and a wait that ends meanwhile is at worst missed until the next look.
    /// </summary>
    public TimeSpan Age(long now)
    {
        if (Sending == 0 || Ended != 0)
            return TimeSpan.Zero;
        var waiting = Volatile.Read(ref _agentWaitSince);
        return Since(waiting == 0 ? now : waiting, Volatile.Read(ref _agentWaited));
    }

    private TimeSpan Since(long end, long waited)
    {
        var from = Sent == 0 ? Sending : Sent;
        if (from == 0 || end - waited <= from)
            return TimeSpan.Zero;
        return time.GetElapsedTime(from, end - waited);
    }
}
