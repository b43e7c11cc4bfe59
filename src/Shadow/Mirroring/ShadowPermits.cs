using System.Threading.RateLimiting;
using Shadow.Runs;

namespace Shadow.Mirroring;

/// <summary>
/// Permits for shadow legs, for each planner apart, so that a hung planner uses up its own. Nobody queues: without a permit there is no
/// shadow. A changed bound takes a new limiter; permits of the old one are given back to it.
/// </summary>
public sealed class ShadowPermits : IDisposable
{
    private readonly Lock _change = new();
    private volatile Limiters _limiters = new(0);

    /// <summary>Takes a permit; null where none is free.</summary>
    public RateLimitLease? TryAcquire(Planner planner, int bound)
    {
        var limiters = _limiters;
        if (limiters.Bound != bound)
            limiters = Rebuild(bound);
        var lease = (planner == Planner.V1 ? limiters.V1 : limiters.V2).AttemptAcquire();
        if (lease.IsAcquired)
            return lease;
        lease.Dispose();
        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _limiters.V1.Dispose();
        _limiters.V2.Dispose();
    }

    private Limiters Rebuild(int bound)
    {
        lock (_change)
        {
            if (_limiters.Bound != bound)
                _limiters = new Limiters(bound);
            return _limiters;
        }
    }

    private sealed class Limiters(int bound)
    {
        public int Bound { get; } = bound;

        public ConcurrencyLimiter V1 { get; } = Create(bound);

        public ConcurrencyLimiter V2 { get; } = Create(bound);

        private static ConcurrencyLimiter Create(int bound) => new(new() { PermitLimit = Math.Max(1, bound), QueueLimit = 0 });
    }
}
