using System.Runtime.CompilerServices;
using Shadow.Mirroring;

namespace Sidecar.Routing;

/// <summary>
/// A connection to a planner that tells its end on a request that had just been sent on it, when it was kept from an earlier one, apart
/// from every other end. Only reads and writes of the HTTP client pass here, one of each at a time.
/// </summary>
internal sealed class KeptConnectionStream(Stream inner) : Stream
{
    // Read by the reads that are under way while a request is written, as the client reads ahead on an idle connection.
    private volatile bool _answered;
    private volatile bool _kept;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    // A request is on it, nothing of an answer came since, and an earlier request was answered.
    private bool IsStale => _kept && !_answered;

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var reading = inner.ReadAsync(buffer, cancellationToken);
        return reading.IsCompletedSuccessfully
            ? new ValueTask<int>(Pass(reading.Result, buffer.IsEmpty))
            : AwaitReadAsync(reading, buffer.IsEmpty);
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Pass(inner.Read(buffer, offset, count), count == 0);

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Begin();
        var writing = inner.WriteAsync(buffer, cancellationToken);
        return writing.IsCompletedSuccessfully ? writing : AwaitWriteAsync(writing);
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        Begin();
        inner.Write(buffer, offset, count);
    }

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    // What is written after an answer came is the next request.
    private void Begin()
    {
        if (!_answered)
            return;
        _kept = true;
        _answered = false;
    }

    private int Pass(int read, bool zeroBytes)
    {
        if (read > 0)
            _answered = true;
        else if (!zeroBytes && IsStale)
            throw new StaleConnectionException();
        return read;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> AwaitReadAsync(ValueTask<int> reading, bool zeroBytes)
    {
        try
        {
            return Pass(await reading, zeroBytes);
        }
        catch (IOException exception) when (IsStale && exception is not StaleConnectionException)
        {
            throw new StaleConnectionException(exception);
        }
    }

    private async ValueTask AwaitWriteAsync(ValueTask writing)
    {
        try
        {
            await writing;
        }
        catch (IOException exception) when (IsStale)
        {
            throw new StaleConnectionException(exception);
        }
    }
}
