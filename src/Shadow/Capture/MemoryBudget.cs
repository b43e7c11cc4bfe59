namespace Shadow.Capture;

/// <summary>The bound on all captured bytes of the process: <c>Shadow:MaxTotalBytes</c>, read at each reservation.</summary>
public sealed class MemoryBudget(Func<long> limit) : IByteBudget
{
    private long _used;

    /// <summary>Bytes reserved at the moment.</summary>
    public long Used => Volatile.Read(ref _used);

    /// <inheritdoc/>
    public bool TryReserve(int bytes)
    {
        if (Interlocked.Add(ref _used, bytes) <= limit())
            return true;
        Interlocked.Add(ref _used, -bytes);
        return false;
    }

    /// <inheritdoc/>
    public void Release(int bytes) => Interlocked.Add(ref _used, -bytes);
}
