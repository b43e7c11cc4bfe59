using System.IO.Pipelines;
using System.Text;
using Shadow.Capture;

namespace Shadow.Tests.Capture;

public class AgentBodyStreamTests
{
    private readonly Pipe _agent = new();

    [Fact]
    public async Task ReadAsync_AfterAWaitWasGivenUp_GoesOnWithEveryByte()
    {
        var body = new AgentBodyStream(new OneWaitStream(_agent.Reader.AsStream()));
        using var leg = new CancellationTokenSource();
        var waiting = body.ReadAsync(Memory<byte>.Empty, leg.Token).AsTask();
        await leg.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        var reading = ReadAllAsync(body);
        await _agent.Writer.WriteAsync("the whole "u8.ToArray());
        await _agent.Writer.WriteAsync("body"u8.ToArray());
        await _agent.Writer.CompleteAsync();

        Assert.Equal("the whole body", await reading);
    }

    [Fact]
    public async Task ReadAsync_AWaitWithABufferIsGivenUp_TakesNothing()
    {
        var body = new AgentBodyStream(new OneWaitStream(_agent.Reader.AsStream()));
        using var leg = new CancellationTokenSource();
        var waiting = body.ReadAsync(new byte[10], leg.Token).AsTask();
        await leg.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        await _agent.Writer.WriteAsync("all"u8.ToArray());
        await _agent.Writer.CompleteAsync();

        Assert.Equal("all", await ReadAllAsync(body));
    }

    [Fact]
    public async Task ReadAsync_LegEndsJustWhenThereIsSomething_TakesNothing()
    {
        var body = new AgentBodyStream(new OneWaitStream(_agent.Reader.AsStream()));
        using var leg = new CancellationTokenSource();
        await _agent.Writer.WriteAsync("all"u8.ToArray());
        await body.ReadAsync(Memory<byte>.Empty, leg.Token);
        await leg.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await body.ReadAsync(new byte[10], leg.Token));
        await _agent.Writer.CompleteAsync();

        Assert.Equal("all", await ReadAllAsync(body));
    }

    [Fact]
    public async Task ReadAsync_AfterBytesWereGivenBack_HasThemFirst()
    {
        var body = new AgentBodyStream(new MemoryStream("abcdef"u8.ToArray()));
        var buffer = new byte[4];
        await body.ReadAsync(buffer);
        body.Unread(buffer);

        Assert.Equal("abcdef", await ReadAllAsync(body));
    }

    [Fact]
    public async Task EndAsync_WhileAWaitIsLeftBehind_EndsIt()
    {
        var inner = new OneWaitStream(_agent.Reader.AsStream());
        var body = new AgentBodyStream(inner);
        using var leg = new CancellationTokenSource();
        var waiting = body.ReadAsync(Memory<byte>.Empty, leg.Token).AsTask();
        await leg.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        await body.EndAsync();

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

    /// <summary>As the listener's stream of a body with a length is: no read follows one that was cancelled.</summary>
    private sealed class OneWaitStream(Stream inner) : TeeStream
    {
        public bool Cancelled { get; private set; }

        public override TeeStream? Again() => null;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
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
