using Sidecar.Guard;
using Sidecar.Metrics;
using Sidecar.Recording;
using Sidecar.Tests.Fakes;

namespace Sidecar.Tests.Recording;

public sealed class RunRecorderTests
{
    private readonly SidecarMetrics _metrics = new();
    private readonly HealthState _health = new();
    private readonly RunRecorder _recorder;

    public RunRecorderTests() => _recorder = new RunRecorder(_metrics, _health);

    [Fact]
    public void TryRecord_QueueFull_CountsEveryRunThatIsDropped()
    {
        var run = SampleRuns.Run();
        for (var i = 0; i < RunRecorder.Capacity; i++)
            Assert.True(_recorder.TryRecord(run));
        Assert.True(_health.Healthy);

        Assert.False(_recorder.TryRecord(run));
        Assert.False(_recorder.TryRecord(run));

        Assert.Equal(2, _metrics.AuditDropped.Value);
        Assert.Equal(RunRecorder.Capacity, _metrics.AuditQueue.Value);
        Assert.Equal(RunRecorder.Capacity, _recorder.Queue.Count);
        Assert.Contains("audit_dropped", _health.Causes.Keys);
    }

    [Fact]
    public void Written_QueueHalfEmptyAgain_RecoversHealth()
    {
        var run = SampleRuns.Run();
        while (_recorder.TryRecord(run)) { }

        for (var left = RunRecorder.Capacity; left > 0; left -= Batches.MaxRuns)
        {
            List<Shadow.Runs.RunRecord> batch = [];
            Batches.Take(_recorder.Queue, batch);
            _recorder.Written(batch);
            Assert.Equal(left - Batches.MaxRuns < RunRecorder.Capacity / 2, _health.Healthy);
        }

        Assert.Equal(0, _metrics.AuditQueue.Value);
        Assert.Equal(1, _metrics.AuditDropped.Value);
    }

    [Fact]
    public void TryRecord_BodiesOverTheirBound_AreDroppedUntilThereIsRoom()
    {
        var half = SampleRuns.Run() with { RequestBody = new byte[RunRecorder.MaxBodyBytes / 2] };
        Assert.True(_recorder.TryRecord(half));
        Assert.True(_recorder.TryRecord(half));

        Assert.False(_recorder.TryRecord(SampleRuns.Run() with { RequestBody = [1] }));
        Assert.True(_recorder.TryRecord(SampleRuns.Run()));
        Assert.Equal(1, _metrics.AuditDropped.Value);

        _recorder.Written([half]);
        Assert.True(_recorder.TryRecord(SampleRuns.Run() with { RequestBody = [1] }));
    }

    [Fact]
    public void TryRecord_BodyLargerThanTheBoundAlone_IsTaken() =>
        Assert.True(_recorder.TryRecord(SampleRuns.Run() with { RequestBody = new byte[RunRecorder.MaxBodyBytes + 1] }));

    [Fact]
    public void TryRecord_AfterTheEnd_IsCounted()
    {
        _recorder.Complete();

        Assert.False(_recorder.TryRecord(SampleRuns.Run()));

        Assert.Equal(1, _metrics.AuditDropped.Value);
        Assert.Equal(0, _metrics.AuditQueue.Value);
    }

    [Fact]
    public void TryRecord_RunTaken_AllocatesNothing()
    {
        var run = SampleRuns.Run();
        for (var i = 0; i < 1_000; i++)
            _recorder.TryRecord(run);
        List<Shadow.Runs.RunRecord> batch = new(Batches.MaxRuns);
        Batches.Take(_recorder.Queue, batch);

        // The queue has room in its array for what was taken.
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Batches.MaxRuns; i++)
            _recorder.TryRecord(run);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
