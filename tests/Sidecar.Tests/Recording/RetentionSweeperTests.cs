using Microsoft.Extensions.Logging;
using Sidecar.Configuration;
using Sidecar.Recording;
using Sidecar.Storage;
using Sidecar.Tests.Fakes;

namespace Sidecar.Tests.Recording;

public sealed class RetentionSweeperTests : IDisposable
{
    private readonly SignallingTimeProvider _time = new(SampleRuns.Start);
    private readonly FaultingRunLog _log = new();
    private readonly CollectingLogger<RetentionSweeper> _lines = new();
    private readonly LiveOptions _options = new(new SidecarOptions { Storage = new StorageOptions { RetentionDays = 7 } });
    private readonly RetentionSweeper _sweeper;

    public RetentionSweeperTests() => _sweeper = new RetentionSweeper(_log, _options, _time, _lines);

    public void Dispose() => _sweeper.Dispose();

    [Fact]
    public async Task Sweep_AMinuteAfterTheStart_DeletesBatchByBatchUntilNoneIsLeft()
    {
        _log.Deletions.Enqueue(RetentionSweeper.MaxRuns);
        _log.Deletions.Enqueue(RetentionSweeper.MaxRuns);
        _log.Deletions.Enqueue(3);
        await _sweeper.StartAsync(default);
        Assert.Equal(RetentionSweeper.FirstAfter, await _time.NextTimerAsync());

        _time.Advance(RetentionSweeper.FirstAfter);
        Assert.Equal(RetentionSweeper.Every, await _time.NextTimerAsync());

        var expected = (SampleRuns.Start + RetentionSweeper.FirstAfter - TimeSpan.FromDays(7), RetentionSweeper.MaxRuns);
        Assert.Equal([expected, expected, expected], Asked());
        Assert.Contains(_lines.Lines, line => line.Text == "Deleted 2003 runs older than 7 days.");
        await _sweeper.StopAsync(default);
    }

    [Fact]
    public async Task Sweep_RetentionChanged_GoesByTheNewOne()
    {
        await _sweeper.StartAsync(default);
        await _time.NextTimerAsync();
        _time.Advance(RetentionSweeper.FirstAfter);
        await _time.NextTimerAsync();
        Asked();
        _options.Replace(new SidecarOptions { Storage = new StorageOptions { RetentionDays = 1 } });

        _time.Advance(RetentionSweeper.Every);
        await _time.NextTimerAsync();

        Assert.Equal(_time.GetUtcNow() - TimeSpan.FromDays(1), Assert.Single(Asked()).Before);
        await _sweeper.StopAsync(default);
    }

    [Fact]
    public async Task Sweep_StoreFails_SaysSoOnceAndTriesAgain()
    {
        _log.Fault = new StoreException("The store 'x.db' is locked.");
        await _sweeper.StartAsync(default);
        await _time.NextTimerAsync();
        _time.Advance(RetentionSweeper.FirstAfter);
        await _time.NextTimerAsync();
        _time.Advance(RetentionSweeper.Every);
        await _time.NextTimerAsync();

        Assert.Equal(2, Asked().Count);
        Assert.Equal(LogLevel.Warning, Assert.Single(_lines.Lines).Level);
        await _sweeper.StopAsync(default);
    }

    private List<(DateTimeOffset Before, int Limit)> Asked()
    {
        var asked = new List<(DateTimeOffset Before, int Limit)>();
        while (_log.DeletionsAsked.Reader.TryRead(out var one))
            asked.Add(one);
        return asked;
    }
}
