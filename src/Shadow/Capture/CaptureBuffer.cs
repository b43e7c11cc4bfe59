using System.Buffers;

namespace Shadow.Capture;

/// <summary>
/// A bounded copy of a body in one pooled array that doubles up to the cap; its bytes are reserved from the budget. Shared by reference
/// count: the array goes back to the pool only when nobody reads or sends it any more, because a pooled array that is still being written
/// to a socket would carry somebody else's body.
/// </summary>
public sealed class CaptureBuffer(int cap, IByteBudget budget)
{
    private const int FirstSize = 1024;

    private byte[]? _array;
    private int _length;
    private int _references = 1;

    /// <summary>Whether the copy is whole so far.</summary>
    public CaptureState State { get; private set; }

    /// <summary>The bytes; valid while the caller holds a reference.</summary>
    public ReadOnlyMemory<byte> Bytes => _array.AsMemory(0, _length);

    /// <summary>Adds bytes. Once the copy was given up, more is ignored. Not for concurrent writers.</summary>
    /// <param name="bytes">What passed.</param>
    /// <param name="expected">The whole length where it is known, so that the array need not grow.</param>
    public void Append(ReadOnlySpan<byte> bytes, int expected = 0)
    {
        if (State == CaptureState.Whole && TryAppend(bytes, expected) is not CaptureState.Whole and var why)
            GiveUp(why);
    }

    /// <summary>Adds bytes to a copy that is whole; otherwise says why they cannot be added, and leaves the copy as it is.</summary>
    /// <param name="bytes">What passed.</param>
    /// <param name="expected">The whole length where it is known, so that the array need not grow.</param>
    public CaptureState TryAppend(ReadOnlySpan<byte> bytes, int expected = 0)
    {
        if (bytes.IsEmpty)
            return CaptureState.Whole;
        var needed = (long)_length + bytes.Length;
        if (needed > cap)
            return CaptureState.TooLarge;
        if ((_array is null || _array.Length < needed) && !Grow((int)Math.Max(needed, Math.Min(expected, cap))))
            return CaptureState.OutOfMemory;
        bytes.CopyTo(_array.AsSpan(_length));
        _length += bytes.Length;
        return CaptureState.Whole;
    }

    /// <summary>Reads on from a position; 0 at the end. Holds the bytes while it does: a client may read on for a leg that has ended.</summary>
    /// <exception cref="OperationCanceledException">The copy is gone: the run is over.</exception>
    public int Read(ref int position, Memory<byte> buffer)
    {
        if (!TryAddReference())
            throw new OperationCanceledException("The run is over.");
        try
        {
            var rest = Bytes.Span[position..];
            var read = Math.Min(rest.Length, buffer.Length);
            rest[..read].CopyTo(buffer.Span);
            position += read;
            return read;
        }
        finally
        {
            Release();
        }
    }

    /// <summary>Gives the copy up and its memory back, e.g. where the length said beforehand is over the cap. Only while nobody sends it.</summary>
    public void GiveUp(CaptureState state)
    {
        State = state;
        Free();
    }

    /// <summary>Takes another reference; false where the last one has gone already.</summary>
    public bool TryAddReference()
    {
        var seen = Volatile.Read(ref _references);
        while (seen > 0)
        {
            var before = Interlocked.CompareExchange(ref _references, seen + 1, seen);
            if (before == seen)
                return true;
            seen = before;
        }

        return false;
    }

    /// <summary>Gives a reference back; with the last one the array returns to the pool and its bytes to the budget.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _references) == 0)
            Free();
    }

    private void Free()
    {
        if (_array is not { } array)
            return;
        _array = null;
        _length = 0;
        ArrayPool<byte>.Shared.Return(array);
        budget.Release(array.Length);
    }

    private bool Grow(int needed)
    {
        var size = Math.Max(needed, _array is null ? FirstSize : (int)Math.Min(_array.Length * 2L, Math.Max(cap, needed)));
        var rented = ArrayPool<byte>.Shared.Rent(size);
        if (!budget.TryReserve(rented.Length))
        {
            ArrayPool<byte>.Shared.Return(rented);
            return false;
        }

        if (_array is { } old)
        {
            old.AsSpan(0, _length).CopyTo(rented);
            ArrayPool<byte>.Shared.Return(old);
            budget.Release(old.Length);
        }

        _array = rented;
        return true;
    }
}
