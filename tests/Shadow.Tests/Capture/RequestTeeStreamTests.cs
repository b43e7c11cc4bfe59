using System.Text;
using Shadow.Capture;
using Testing;

namespace Shadow.Tests.Capture;

public class RequestTeeStreamTests
{
    private readonly FakeBodySink _sink = new();
    private readonly CaptureBuffer _copy = new(1000, new FakeByteBudget());

    [Fact]
    public async Task ReadAsync_ToTheEnd_CopiesAllAndTellsOnce()
    {
        var tee = new RequestTeeStream(new AgentBody(new MemoryStream(Encoding.ASCII.GetBytes("the whole body"))), _copy, _sink);
        var passed = await ReadAll(tee, chunk: 4);
        Assert.Equal("the whole body", passed);
        Assert.Equal("the whole body", Encoding.ASCII.GetString(_copy.Bytes.Span));
        Assert.Equal(1, _sink.Sent);
        Assert.Equal(4, _sink.Progressed);
    }

    [Fact]
    public async Task Again_WhenAllHasPassed_IsTheSameBody()
    {
        var tee = new RequestTeeStream(new AgentBody(new MemoryStream(Encoding.ASCII.GetBytes("the whole body"))), _copy, _sink);
        await ReadAll(tee, chunk: 4);
        Assert.Equal("the whole body", await ReadAll(tee.Again()!, chunk: 100));
    }

    [Fact]
    public async Task Again_WhenSomeIsToCome_IsNone()
    {
        var tee = new RequestTeeStream(new AgentBody(new MemoryStream(new byte[10])), _copy, _sink);
        await tee.ReadAsync(new byte[10]);
        Assert.Null(tee.Again());
    }

    [Fact]
    public async Task Again_OverTheCap_IsNone()
    {
        var tee = new RequestTeeStream(new AgentBody(new MemoryStream(new byte[2000])), _copy, _sink);
        await ReadAll(tee, chunk: 500);
        Assert.Null(tee.Again());
    }

    [Fact]
    public async Task ReadAsync_ZeroBytes_IsNotTheEnd()
    {
        var tee = new RequestTeeStream(new AgentBody(new MemoryStream([1, 2])), _copy, _sink);
        Assert.Equal(0, await tee.ReadAsync(Memory<byte>.Empty));
        Assert.Equal(0, _sink.Sent);
    }

    [Fact]
    public async Task ReadAsync_Unfinished_DoesNotTellOfAnEnd()
    {
        var tee = new RequestTeeStream(new AgentBody(new MemoryStream(new byte[10])), _copy, _sink);
        await tee.ReadAsync(new byte[10]);
        Assert.Equal(0, _sink.Sent);
    }

    [Fact]
    public async Task ReadAsync_WithoutACopy_StillTells()
    {
        var tee = new RequestTeeStream(new AgentBody(new MemoryStream(new byte[10])), null, _sink);
        await ReadAll(tee, chunk: 100);
        Assert.Equal(1, _sink.Sent);
    }

    [Fact]
    public async Task ReadAsync_GrowsOverTheCapForAnother_LosesNothing()
    {
        _sink.MayGiveUp = false;
        var agent = new AgentBody(new MemoryStream(Encoding.ASCII.GetBytes(new string('a', 900) + new string('b', 900))));
        var tee = new RequestTeeStream(agent, _copy, _sink);
        await tee.ReadAsync(new byte[900]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => tee.ReadAsync(new byte[900]).AsTask());

        Assert.Equal(CaptureState.Whole, _copy.State);
        var resumed = await ReadAll(new ResumedStream(_copy, agent, _sink), chunk: 100);
        Assert.Equal(new string('a', 900) + new string('b', 900), resumed);
    }

    [Fact]
    public async Task ReplayStream_ToTheEnd_GivesTheCopyAndTells()
    {
        _copy.Append(Encoding.ASCII.GetBytes("at hand"));
        var replay = new ReplayStream(_copy, _sink);
        Assert.Equal(0, await replay.ReadAsync(Memory<byte>.Empty));
        Assert.Equal("at hand", await ReadAll(replay, chunk: 3));
        Assert.Equal(1, _sink.Sent);
    }

    private static async Task<string> ReadAll(Stream stream, int chunk)
    {
        var all = new StringBuilder();
        var buffer = new byte[chunk];
        for (int read; (read = await stream.ReadAsync(buffer)) > 0; )
            all.Append(Encoding.ASCII.GetString(buffer, 0, read));
        return all.ToString();
    }

    private sealed class FakeBodySink : IRequestBodySink
    {
        public bool MayGiveUp { get; set; } = true;

        public int Progressed { get; private set; }

        public int Sent { get; private set; }

        public void BodyAwaited() { }

        public void BodyProgressed() => Progressed++;

        public void BodySent() => Sent++;

        public bool TryGiveCopyUp() => MayGiveUp;
    }
}
