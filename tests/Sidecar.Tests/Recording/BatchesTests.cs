using System.Threading.Channels;
using Shadow.Runs;
using Sidecar.Recording;
using Sidecar.Tests.Fakes;

namespace Sidecar.Tests.Recording;

public sealed class BatchesTests
{
    [Fact]
    public void Wait_EmptyBefore_IsTheWholeWindow() => Assert.Equal(Batches.Window, Batches.Wait(1, null));

    [Fact]
    public void Wait_FullBatch_IsNothing() => Assert.Equal(TimeSpan.Zero, Batches.Wait(Batches.MaxRuns, null));

    [Theory]
    [InlineData(20, 30)]
    [InlineData(50, 0)]
    [InlineData(5_000, 0)]
    public void Wait_AfterAWrite_CountsItsTime(int sinceLast, int expected) =>
        Assert.Equal(TimeSpan.FromMilliseconds(expected), Batches.Wait(1, TimeSpan.FromMilliseconds(sinceLast)));

    [Fact]
    public void Take_MoreThanABatch_LeavesTheRestInOrder()
    {
        var queue = Channel.CreateUnbounded<RunRecord>();
        var runs = Enumerable.Range(0, Batches.MaxRuns + 3).Select(_ => SampleRuns.Run()).ToArray();
        foreach (var run in runs)
            queue.Writer.TryWrite(run);
        List<RunRecord> batch = [SampleRuns.Run()];

        Batches.Take(queue.Reader, batch);
        Assert.Equal(runs[..Batches.MaxRuns], batch);

        Batches.Take(queue.Reader, batch);
        Assert.Equal(runs[Batches.MaxRuns..], batch);
    }

    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 200)]
    [InlineData(5, 1_600)]
    [InlineData(6, 2_000)]
    [InlineData(1_000_000, 2_000)]
    public void After_Failures_DoublesToTwoSeconds(int failures, int expected) =>
        Assert.Equal(TimeSpan.FromMilliseconds(expected), BackOff.After(failures));
}
