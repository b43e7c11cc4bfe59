namespace Sidecar.Hosting;

/// <summary>How a connection is used: whether a request is under way on it, and since when there is none.</summary>
internal sealed class ConnectionUse(TimeProvider time)
{
    private long _quietSince = time.GetTimestamp();
    private int _requests;

    /// <summary>A request has begun.</summary>
    public void Begin() => Interlocked.Increment(ref _requests);

    /// <summary>A request has its answer.</summary>
    public void End()
    {
        // Before the count, so that nobody sees the connection as quiet since the request before.
        Volatile.Write(ref _quietSince, time.GetTimestamp());
        Interlocked.Decrement(ref _requests);
    }

    /// <summary>How long no request has been under way; zero while one is.</summary>
    public TimeSpan Quiet() => Volatile.Read(ref _requests) > 0 ? TimeSpan.Zero : time.GetElapsedTime(Volatile.Read(ref _quietSince));
}
