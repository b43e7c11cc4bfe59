using Shadow.Capture;

namespace Shadow.Mirroring;

/// <summary>
/// A body that ends where its head says that it does: what comes beyond is dropped, and one that ends before it is broken off.
/// </summary>
internal sealed class DeclaredStream(Stream inner, long length) : TeeStream
{
    private long _left = length;
    private bool _ended;

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_ended)
            return 0;
        var read = await inner.ReadAsync(buffer, cancellationToken);
        if (buffer.IsEmpty)
            return 0;
        if (read == 0 && _left > 0)
            throw new HttpIOException(HttpRequestError.ResponseEnded, $"The answer ended {_left} bytes before its length.");
        var passed = (int)Math.Min(read, _left);
        _left -= passed;
        _ended = passed == 0;
        return passed;
    }

    /// <inheritdoc/>
    public override TeeStream? Again() => null;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
