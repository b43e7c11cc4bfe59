using Shadow.Capture;

namespace Testing;

/// <summary>A budget that keeps account and can refuse.</summary>
public sealed class FakeByteBudget(long limit = long.MaxValue) : IByteBudget
{
    public long Reserved { get; private set; }

    public long Highest { get; private set; }

    public bool TryReserve(int bytes)
    {
        if (bytes < 0 || Reserved + bytes > limit)
            return false;
        Reserved += bytes;
        Highest = Math.Max(Highest, Reserved);
        return true;
    }

    public void Release(int bytes)
    {
        Reserved -= bytes;
        if (Reserved < 0)
            throw new InvalidOperationException($"{-Reserved} bytes more were given back than taken");
    }
}
