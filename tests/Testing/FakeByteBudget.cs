using Shadow.Capture;

namespace Testing;

/// <summary>A budget that keeps account and can refuse. Legs end on threads of the pool, so it counts under a lock.</summary>
public sealed class FakeByteBudget(long limit = long.MaxValue) : IByteBudget
{
    private readonly Lock _lock = new();
    private long _reserved;

    /// <summary>Bytes reserved at the moment.</summary>
    public long Reserved
    {
        get
        {
            lock (_lock)
                return _reserved;
        }
    }

    /// <summary>The most that was reserved at one time.</summary>
    public long Highest { get; private set; }

    /// <inheritdoc/>
    public bool TryReserve(int bytes)
    {
        lock (_lock)
        {
            if (bytes < 0 || _reserved + bytes > limit)
                return false;
            _reserved += bytes;
            Highest = Math.Max(Highest, _reserved);
            return true;
        }
    }

    /// <inheritdoc/>
    public void Release(int bytes)
    {
        lock (_lock)
        {
            _reserved -= bytes;
            if (_reserved < 0)
                throw new InvalidOperationException($"{-_reserved} bytes more were given back than taken");
        }
    }
}
