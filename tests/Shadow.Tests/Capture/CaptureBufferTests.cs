using System.Text;
using CsCheck;
using Shadow.Capture;
using Testing;

namespace Shadow.Tests.Capture;

public class CaptureBufferTests
{
    private readonly FakeByteBudget _budget = new();

    [Fact]
    public void Append_AnyChunks_HoldsAllBytesInOrder() =>
        Gen
            .Byte.Array[0, 300]
            .Array[0, 20]
            .Sample(chunks =>
            {
                var budget = new FakeByteBudget();
                var buffer = new CaptureBuffer(8192, budget);
                foreach (var chunk in chunks)
                    buffer.Append(chunk);
                var whole = chunks.SelectMany(c => c).ToArray();
                Assert.Equal(CaptureState.Whole, buffer.State);
                Assert.Equal(whole, buffer.Bytes.ToArray());
                buffer.Release();
                Assert.Equal(0, budget.Reserved);
            });

    [Fact]
    public void Append_ExactlyTheCap_IsWhole()
    {
        var buffer = new CaptureBuffer(1000, _budget);
        buffer.Append(new byte[600]);
        buffer.Append(new byte[400]);
        Assert.Equal(CaptureState.Whole, buffer.State);
        Assert.Equal(1000, buffer.Bytes.Length);
    }

    [Fact]
    public void Append_OneByteOverTheCap_GivesUpAndReturnsItsMemory()
    {
        var buffer = new CaptureBuffer(1000, _budget);
        buffer.Append(new byte[1000]);
        buffer.Append(new byte[1]);
        buffer.Append(new byte[5]);
        Assert.Equal(CaptureState.TooLarge, buffer.State);
        Assert.Equal(0, buffer.Bytes.Length);
        Assert.Equal(0, _budget.Reserved);
    }

    [Fact]
    public void Append_BudgetUsedUp_GivesUpAndReturnsItsMemory()
    {
        var budget = new FakeByteBudget(limit: 3000);
        var buffer = new CaptureBuffer(100_000, budget);
        buffer.Append(new byte[1000]);
        Assert.Equal(CaptureState.Whole, buffer.State);
        buffer.Append(new byte[4000]);
        Assert.Equal(CaptureState.OutOfMemory, buffer.State);
        Assert.Equal(0, budget.Reserved);
    }

    [Fact]
    public void Append_ExpectedLengthKnown_RentsOnce()
    {
        var buffer = new CaptureBuffer(100_000, _budget);
        buffer.Append(new byte[10], expected: 40_000);
        var reserved = _budget.Reserved;
        buffer.Append(new byte[39_990], expected: 40_000);
        Assert.Equal(reserved, _budget.Reserved);
    }

    [Fact]
    public void Release_SomebodyStillSends_KeepsTheBytes()
    {
        var buffer = new CaptureBuffer(1000, _budget);
        buffer.Append(Encoding.ASCII.GetBytes("body"));
        Assert.True(buffer.TryAddReference());
        buffer.Release();
        Assert.Equal("body", Encoding.ASCII.GetString(buffer.Bytes.Span));
        buffer.Release();
        Assert.Equal(0, _budget.Reserved);
        Assert.False(buffer.TryAddReference());
    }
}
