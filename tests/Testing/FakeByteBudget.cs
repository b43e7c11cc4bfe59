using Shadow.Capture;

namespace Testing;

/// <summary>A budget of a fixed size that knows what is reserved.</summary>
public sealed class FakeByteBudget(long limit = long.MaxValue) : IByteBudget
{
    private long _used;

    /// <summary>Bytes reserved at the moment.</summary>
    public long Used => Interlocked.Read(ref _used);

    /// <inheritdoc/>
    public bool TryReserve(int bytes)
    {
        if (Interlocked.Add(ref _used, bytes) <= limit)
            return true;
        Interlocked.Add(ref _used, -bytes);
        return false;
    }

    /// <inheritdoc/>
    public void Release(int bytes) => Interlocked.Add(ref _used, -bytes);
}
