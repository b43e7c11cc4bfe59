using System.Text;
using Shadow.Capture;

namespace Shadow.Tests.Capture;

public class AnswerTeeTests
{
    private readonly FakeAnswerSink _sink = new();

    [Fact]
    public async Task Read_WholeAnswer_PassesItThroughAndTellsTheOrder()
    {
        using var content = new AnswerTeeContent(new ByteArrayContent(Encoding.ASCII.GetBytes("answer")), _sink);
        await using var stream = await content.ReadAsStreamAsync();
        var buffer = new byte[4];
        Assert.Equal(4, await stream.ReadAsync(buffer));
        Assert.Equal(2, await stream.ReadAsync(buffer));
        Assert.Equal(0, await stream.ReadAsync(buffer));
        Assert.Equal(0, await stream.ReadAsync(buffer));
        Assert.Equal(["passed answ", "wait", "waited", "passed er", "wait", "waited", "ended"], _sink.Told);
    }

    [Fact]
    public async Task Read_ZeroBytes_EndsTheWaitButNotTheAnswer()
    {
        using var content = new AnswerTeeContent(new ByteArrayContent([65]), _sink);
        await using var stream = await content.ReadAsStreamAsync();
        await stream.ReadAsync(new byte[8]);
        await stream.ReadAsync(Memory<byte>.Empty);
        Assert.Equal(["passed A", "wait", "waited"], _sink.Told);
    }

    [Theory]
    [InlineData("answer")]
    [InlineData("")]
    public async Task Read_SomebodyElseAnswers_GivesNothingAway(string answer)
    {
        var sink = new FakeAnswerSink { Begins = false };
        using var content = new AnswerTeeContent(new ByteArrayContent(Encoding.ASCII.GetBytes(answer)), sink);
        await using var stream = await content.ReadAsStreamAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await stream.ReadAsync(new byte[8]));
        Assert.Empty(sink.Told);
    }

    [Fact]
    public async Task Read_EmptyAnswer_Ends()
    {
        using var content = new AnswerTeeContent(new ByteArrayContent([]), _sink);
        await using var stream = await content.ReadAsStreamAsync();
        await stream.ReadAsync(new byte[8]);
        Assert.Equal(["ended"], _sink.Told);
    }

    private sealed class FakeAnswerSink : IAnswerSink
    {
        public List<string> Told { get; } = [];

        public bool Begins { get; init; } = true;

        public bool TryBegin() => Begins;

        public void AnswerPassed(ReadOnlySpan<byte> bytes) => Told.Add("passed " + Encoding.ASCII.GetString(bytes));

        public void AnswerEnded() => Told.Add("ended");

        public void AgentWaitBegan() => Told.Add("wait");

        public void AgentWaitEnded() => Told.Add("waited");
    }
}
