using System.IO.Pipelines;
using System.Text;
using Shadow.Capture;
using Testing;

namespace Shadow.Tests.Capture;

public class AgentBodyTests
{
    private readonly Pipe _agent = new();
    private readonly CaptureBuffer _copy = new(1000, new FakeByteBudget());
    private readonly FakeSink _sink = new();

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public async Task ReadAsync_AWaitIsGivenUp_TheNextReaderHasEveryByte(int buffer)
    {
        var body = new AgentBody(new OneWaitStream(_agent.Reader.AsStream()));
        using var leg = new CancellationTokenSource();
        var waiting = new RequestTeeStream(body, _copy, _sink).ReadAsync(new byte[buffer], leg.Token).AsTask();
        await leg.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        var reading = ReadAllAsync(new ResumedStream(_copy, body, _sink));
        await _agent.Writer.WriteAsync("the whole "u8.ToArray());
        await _agent.Writer.WriteAsync("body"u8.ToArray());
        await _agent.Writer.CompleteAsync();

        Assert.Equal("the whole body", await reading);
    }

    [Fact]
    public async Task ReadAsync_LegEndsJustWhenThereIsSomething_TakesNothing()
    {
        var body = new AgentBody(new OneWaitStream(_agent.Reader.AsStream()));
        var reader = new RequestTeeStream(body, _copy, _sink);
        using var leg = new CancellationTokenSource();
        await _agent.Writer.WriteAsync("all"u8.ToArray());
        await reader.ReadAsync(Memory<byte>.Empty, leg.Token);
        await leg.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reader.ReadAsync(new byte[10], leg.Token));
        await _agent.Writer.CompleteAsync();

        Assert.Equal("all", await ReadAllAsync(new ResumedStream(_copy, body, _sink)));
    }

    [Fact]
    public async Task ReadAsync_ReaderThatWaitsOnThoughItsLegHasEnded_GetsNothing()
    {
        var body = new AgentBody(_agent.Reader.AsStream());
        var before = new RequestTeeStream(body, _copy, _sink);
        await _agent.Writer.WriteAsync("first "u8.ToArray());
        Assert.Equal(6, await before.ReadAsync(new byte[100]));
        var waiting = before.ReadAsync(new byte[100]).AsTask();

        var reading = ReadAllAsync(new ResumedStream(_copy, body, _sink));
        await _agent.Writer.WriteAsync("other"u8.ToArray());
        await _agent.Writer.CompleteAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await before.ReadAsync(new byte[100]));
        Assert.Equal("first other", await reading);
    }

    [Fact]
    public async Task ReadAsync_RequestIsOver_NeverReadsTheListenersStreamAgain()
    {
        var inner = new OneWaitStream(_agent.Reader.AsStream());
        var body = new AgentBody(inner);
        var reader = new RequestTeeStream(body, _copy, _sink);
        await _agent.Writer.WriteAsync("of the next request"u8.ToArray());

        await body.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reader.ReadAsync(new byte[100]));
        Assert.Equal(0, inner.Reads);
    }

    [Fact]
    public async Task DisposeAsync_WhileAWaitIsLeftBehind_EndsIt()
    {
        var inner = new OneWaitStream(_agent.Reader.AsStream());
        var body = new AgentBody(inner);
        using var leg = new CancellationTokenSource();
        var waiting = new RequestTeeStream(body, _copy, _sink).ReadAsync(Memory<byte>.Empty, leg.Token).AsTask();
        await leg.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        await body.DisposeAsync();

        Assert.True(inner.Cancelled);
    }

    private static async Task<string> ReadAllAsync(Stream stream)
    {
        var all = new StringBuilder();
        var buffer = new byte[3];
        for (int read; (read = await stream.ReadAsync(buffer)) > 0; )
            all.Append(Encoding.ASCII.GetString(buffer, 0, read));
        return all.ToString();
    }

    private sealed class FakeSink : IRequestBodySink
    {
        public void BodyAwaited() { }

        public void BodyProgressed() { }

        public void BodySent() { }

        public bool TryGiveCopyUp() => true;
    }

    /// <summary>As the listener's stream of a body with a length is: no read follows one that was cancelled.</summary>
    private sealed class OneWaitStream(Stream inner) : TeeStream
    {
        public bool Cancelled { get; private set; }

        public int Reads { get; private set; }

        public override TeeStream? Again() => null;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Reads++;
            if (Cancelled)
                throw new InvalidOperationException("Reading is already in progress.");
            try
            {
                return await inner.ReadAsync(buffer, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                Cancelled = true;
                throw;
            }
        }
    }
}
