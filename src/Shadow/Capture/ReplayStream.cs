namespace Shadow.Capture;

/// <summary>A request body that was at hand before anything was sent, read from its copy.</summary>
public sealed class ReplayStream(CaptureBuffer copy, IRequestBodySink sink) : TeeStream
{
    private int _position;

    /// <inheritdoc/>
    public override TeeStream? Again() => new ReplayStream(copy, sink);

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
            return new ValueTask<int>(0);
        var read = copy.Read(ref _position, buffer);
        if (read == 0)
            sink.BodySent();
        return new ValueTask<int>(read);
    }
}
