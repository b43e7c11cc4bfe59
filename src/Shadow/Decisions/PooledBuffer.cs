using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Shadow.Capture;

namespace Shadow.Decisions;

/// <summary>Bytes in one pooled array that doubles up to a cap, reserved from a budget. Not to be copied, only swapped.</summary>
[SuppressMessage("Performance", "CA1815", Justification = "Never compared.")]
internal struct PooledBuffer(IByteBudget budget, int max)
{
    private const int FirstBytes = 1024;

    private byte[]? _array;

    // What was asked of the pool: its arrays may be longer, and what is over is not ours to use.
    private int _capacity;

    public int Length { get; private set; }

    public readonly ReadOnlyMemory<byte> Written => _array.AsMemory(0, Length);

    public readonly ReadOnlySpan<byte> WrittenSpan => _array.AsSpan(0, Length);

    /// <summary>The room after what is written.</summary>
    public readonly Span<byte> Free => _array.AsSpan(Length, _capacity - Length);

    public void Advance(int bytes) => Length += bytes;

    public void Clear() => Length = 0;

    public readonly bool Fits(int bytes) => bytes <= max - Length;

    /// <summary>Appends what must fit; false, with nothing appended, where the budget refuses.</summary>
    public bool TryAppend(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _capacity - Length && !TryGrow(bytes.Length))
            return false;
        bytes.CopyTo(Free);
        Length += bytes.Length;
        return true;
    }

    /// <summary>Makes room for at least so many bytes, which must fit; false where the budget refuses.</summary>
    public bool TryGrow(int bytes)
    {
        var wanted = (int)Math.Min(max, Math.Max(Math.Max(Length + (long)bytes, 2L * _capacity), FirstBytes));
        if (!budget.TryReserve(wanted))
            return false;
        var larger = ArrayPool<byte>.Shared.Rent(wanted);
        WrittenSpan.CopyTo(larger);
        var length = Length;
        Release();
        (_array, _capacity, Length) = (larger, wanted, length);
        return true;
    }

    /// <summary>Gives array and bytes back; the buffer is empty then and may be used on.</summary>
    public void Release()
    {
        if (_array is not null)
        {
            ArrayPool<byte>.Shared.Return(_array);
            budget.Release(_capacity);
        }

        (_array, _capacity, Length) = (null, 0, 0);
    }
}
