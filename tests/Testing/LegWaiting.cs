using Shadow.Runs;

namespace Testing;

/// <summary>Waits for what happens to a leg on another thread.</summary>
public static class LegWaiting
{
    /// <summary>Completes when the sidecar ends the leg early.</summary>
    public static async Task Ended(this Leg leg, CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = leg.Cancellation.Token.Register(ended.SetResult);
        await ended.Task.WaitAsync(cancellationToken);
    }
}
