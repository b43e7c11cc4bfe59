using System.Text;
using Shadow.Capture;
using Testing;

namespace Shadow.Tests.Capture;

public class ResumedStreamTests
{
    private readonly CaptureBuffer _copy = new(1000, new FakeByteBudget());
    private readonly FakeSink _sink = new();

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(100)]
    public async Task ReadAsync_CapturedAndRest_GivesTheWholeBodyOnce(int chunk)
    {
        _copy.Append("captured "u8);
        var stream = new ResumedStream(_copy, new AgentBody(new MemoryStream("and the rest"u8.ToArray())), _sink);
        Assert.Equal("captured and the rest", await ReadAsync(stream, chunk));
        Assert.Equal(1, _sink.Sent);
    }

    [Fact]
    public async Task ReadAsync_AllCaptured_Ends()
    {
        _copy.Append("all of it"u8);
        Assert.Equal("all of it", await ReadAsync(new ResumedStream(_copy, null, _sink), 4));
        Assert.Equal(1, _sink.Sent);
    }

    [Fact]
    public async Task ReadAsync_ZeroBytes_IsNotTheEnd()
    {
        var stream = new ResumedStream(_copy, new AgentBody(new MemoryStream("x"u8.ToArray())), _sink);
        Assert.Equal(0, await stream.ReadAsync(Memory<byte>.Empty));
        Assert.Equal(0, _sink.Sent);
    }

    private static async Task<string> ReadAsync(Stream stream, int chunk)
    {
        var all = new StringBuilder();
        var buffer = new byte[chunk];
        for (int read; (read = await stream.ReadAsync(buffer)) > 0; )
            all.Append(Encoding.ASCII.GetString(buffer, 0, read));
        return all.ToString();
    }

    private sealed class FakeSink : IRequestBodySink
    {
        public int Sent { get; private set; }

        public void BodyAwaited() { }

        public void BodyProgressed() { }

        public void BodySent() => Sent++;

        public bool TryGiveCopyUp() => true;
    }
}
