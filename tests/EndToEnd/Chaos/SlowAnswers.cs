using System.Collections.Concurrent;
using EndToEnd.PlannerFaults;

namespace EndToEnd.Chaos;

/// <summary>A planner that takes its time with what agents wait for, and keeps when it answered and who did not wait.</summary>
internal sealed class SlowAnswers
{
    private int _waiting;

    public SlowAnswers(TimeSpan takes) =>
        Fault = new WireFault(
            "slow",
            [],
            async exchange =>
            {
                // What is sent beside is no agent's, and nobody cuts it short.
                if (exchange.Request["X-Planner-Role"] != "primary")
                {
                    await exchange.AnswerAsync();
                    return;
                }

                Interlocked.Increment(ref _waiting);
                try
                {
                    // Who asked leaves, or the time is over.
                    var left = exchange.SilenceAsync();
                    if (await Task.WhenAny(left, Task.Delay(takes, TimeProvider.System)) == left)
                        return;
                    Answered.Enqueue(TimeProvider.System.GetTimestamp());
                    await exchange.AnswerAsync();
                    exchange.Keeps = false;
                }
                finally
                {
                    Interlocked.Decrement(ref _waiting);
                }
            }
        );

    /// <summary>The way it answers.</summary>
    public WireFault Fault { get; }

    /// <summary>When it answered, as timestamps.</summary>
    public ConcurrentQueue<long> Answered { get; } = [];

    /// <summary>Requests that it has not answered yet.</summary>
    public int Waiting => Volatile.Read(ref _waiting);
}
