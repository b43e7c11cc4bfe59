namespace Shadow.Decisions;

/// <summary>A packed body as a stream that remembers whether its end was reached: only then is what fails to unpack cut off, not corrupt.</summary>
internal sealed class PackedStream(ReadOnlyMemory<byte> body) : Stream
{
    private ReadOnlyMemory<byte> _rest = body;

    public bool EndReached { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var taken = Math.Min(buffer.Length, _rest.Length);
        EndReached |= taken == 0 && buffer.Length > 0;
        _rest.Span[..taken].CopyTo(buffer);
        _rest = _rest[taken..];
        return taken;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
