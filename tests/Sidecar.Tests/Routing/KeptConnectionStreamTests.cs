using System.IO.Pipelines;
using Shadow.Mirroring;
using Sidecar.Routing;

namespace Sidecar.Tests.Routing;

public sealed class KeptConnectionStreamTests
{
    private readonly Pipe _planner = new();
    private readonly KeptConnectionStream _connection;
    private readonly byte[] _buffer = new byte[100];

    public KeptConnectionStreamTests() => _connection = new KeptConnectionStream(new Duplex(_planner.Reader.AsStream()));

    [Fact]
    public async Task ReadAsync_EndsOnTheFirstRequest_IsAnOrdinaryEnd()
    {
        await SendAsync();
        await _planner.Writer.CompleteAsync();
        Assert.Equal(0, await _connection.ReadAsync(_buffer));
    }

    [Fact]
    public async Task ReadAsync_EndsOnALaterRequest_IsStale()
    {
        await SendAsync();
        await AnswerAsync();
        await SendAsync();
        await _planner.Writer.CompleteAsync();
        await Assert.ThrowsAsync<StaleConnectionException>(() => _connection.ReadAsync(_buffer).AsTask());
    }

    [Fact]
    public async Task ReadAsync_WasUnderWayWhenTheRequestWasSent_IsStale()
    {
        await SendAsync();
        await AnswerAsync();
        var ahead = _connection.ReadAsync(_buffer).AsTask();
        await SendAsync();
        await _planner.Writer.CompleteAsync();
        await Assert.ThrowsAsync<StaleConnectionException>(() => ahead);
    }

    [Fact]
    public async Task ReadAsync_BreaksOnALaterRequest_IsStaleAndSaysWhy()
    {
        await SendAsync();
        await AnswerAsync();
        await SendAsync();
        await _planner.Writer.CompleteAsync(new IOException("reset by peer"));
        var stale = await Assert.ThrowsAsync<StaleConnectionException>(() => _connection.ReadAsync(_buffer).AsTask());
        Assert.Equal("reset by peer", stale.InnerException!.Message);
    }

    [Fact]
    public async Task ReadAsync_EndsIdle_IsAnOrdinaryEnd()
    {
        await SendAsync();
        await AnswerAsync();
        await _planner.Writer.CompleteAsync();
        Assert.Equal(0, await _connection.ReadAsync(_buffer));
    }

    [Fact]
    public async Task ReadAsync_EndsWithinALaterAnswer_IsAnOrdinaryEnd()
    {
        await SendAsync();
        await AnswerAsync();
        await SendAsync();
        await AnswerAsync();
        await _planner.Writer.CompleteAsync();
        Assert.Equal(0, await _connection.ReadAsync(_buffer));
    }

    [Fact]
    public async Task WriteAsync_BreaksOnALaterRequest_IsStale()
    {
        var connection = new KeptConnectionStream(new Duplex(new MemoryStream(new byte[10]), failsAfter: 1));
        await connection.WriteAsync(_buffer);
        await connection.ReadExactlyAsync(_buffer.AsMemory(0, 10));
        await Assert.ThrowsAsync<StaleConnectionException>(() => connection.WriteAsync(_buffer).AsTask());
    }

    [Fact]
    public async Task WriteAsync_BreaksOnTheFirstRequest_IsAnOrdinaryFailure()
    {
        var connection = new KeptConnectionStream(new Duplex(Stream.Null, failsAfter: 0));
        await Assert.ThrowsAsync<IOException>(() => connection.WriteAsync(_buffer).AsTask());
    }

    [Fact]
    public void Caused_AmongSeveral_IsFound()
    {
        var several = new AggregateException(new IOException(), new HttpRequestException("", new StaleConnectionException()));
        Assert.True(StaleConnectionException.Caused(several));
        Assert.False(StaleConnectionException.Caused(new HttpRequestException("", new IOException())));
        Assert.False(StaleConnectionException.Caused(null));
    }

    private async Task SendAsync() => await _connection.WriteAsync("request"u8.ToArray());

    private async Task AnswerAsync()
    {
        await _planner.Writer.WriteAsync("answer"u8.ToArray());
        await _connection.ReadExactlyAsync(_buffer.AsMemory(0, 6));
    }

    private sealed class Duplex(Stream answers, int failsAfter = int.MaxValue) : Stream
    {
        private int _writes;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get; set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            answers.ReadAsync(buffer, cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            _writes++ < failsAfter ? default : ValueTask.FromException(new IOException("broken pipe"));

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
