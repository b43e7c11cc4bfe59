using Shadow.Runs;
using Sidecar.Guard;
using Sidecar.Storage;

namespace Sidecar.Recording;

/// <summary>
/// The one writer of the audit log. A batch that the store refuses is kept and tried again, while the queue behind it absorbs what comes. At
/// the end everything that waits is written, for at most <see cref="DrainTime"/>. It is no <see cref="BackgroundService"/>: that one never
/// begins where the end is asked for right after the start, and what waits would not be written.
/// </summary>
internal sealed class RunWriter(
    RunRecorder recorder,
    IRunLog log,
    LateQualities qualities,
    HealthState health,
    TimeProvider time,
    ILogger<RunWriter> logger
) : IHostedService, IDisposable
{
    /// <summary>How long the end of the sidecar waits for the store.</summary>
    public static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(10);

    private const string StoreCause = "store";

    private readonly CancellationTokenSource _giveUp = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;
    private long _undrained;

    // Over batches: one that the store refused may be given up for another fault.
    private volatile bool _failing;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = Task.Run(LoopAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Called by the host after the servers have stopped: nothing more is taken, what waits is written.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        recorder.Complete();
        await using var timer = time.CreateTimer(_ => _giveUp.Cancel(), null, DrainTime, Timeout.InfiniteTimeSpan);
        await using var registration = cancellationToken.UnsafeRegister(_ => _giveUp.Cancel(), null);

        if (_failing)
            Log.EndWaits(logger, DrainTime.TotalSeconds);

        // The loop ends by itself: when the queue is empty, or when it is given up. So the wait needs no token.
        await _stopping.CancelAsync();
        await _loop;
        if (_undrained > 0)
            Log.Undrained(logger, _undrained);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _giveUp.Dispose();
        _stopping.Dispose();
    }

    private async Task LoopAsync()
    {
        var queue = recorder.Queue;
        var batch = new List<RunRecord>(Batches.MaxRuns);
        long? taken = null;
        while (true)
        {
            if (!queue.TryPeek(out _))
            {
                taken = null;
                if (!await queue.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
                    return;
            }

            // The stop cuts the window short.
            var wait = Batches.Wait(queue.Count, taken is { } at ? time.GetElapsedTime(at) : null);
            if (wait > TimeSpan.Zero)
                await DelayAsync(wait, _stopping.Token).ConfigureAwait(false);
            taken = time.GetTimestamp();
            Batches.Take(queue, batch);
            if (await WriteAsync(batch).ConfigureAwait(false))
            {
                recorder.Written(batch);
                await RateAsync(batch).ConfigureAwait(false);
                continue;
            }

            recorder.Dropped(batch);
            qualities.Forget(batch);
            if (_giveUp.IsCancellationRequested)
                _undrained += batch.Count;
        }
    }

    // False: the batch is lost, because the time of the end is over or because no store will ever take it.
    private async Task<bool> WriteAsync(List<RunRecord> batch)
    {
        for (var failures = 0; !_giveUp.IsCancellationRequested; )
        {
            try
            {
                // Its own wait: a disk that hangs does not answer to the token.
                await log.AppendAsync(batch, _giveUp.Token).WaitAsync(_giveUp.Token).ConfigureAwait(false);
                if (_failing)
                    Recovered();
                return true;
            }
            catch (StoreException e)
            {
                failures++;
                Failed(e);
            }
            catch (OperationCanceledException) when (_giveUp.IsCancellationRequested)
            {
                return false;
            }
            catch (Exception e)
            {
                Log.BatchLost(logger, batch.Count, e);
                return false;
            }

            await DelayAsync(BackOff.After(failures), _giveUp.Token).ConfigureAwait(false);
        }

        return false;
    }

    // What came late for runs of the batch.
    private async Task RateAsync(List<RunRecord> batch)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                await qualities.WrittenAsync(batch, _giveUp.Token).ConfigureAwait(false);
                if (_failing)
                    Recovered();
                return;
            }
            catch (StoreException e) when (!_giveUp.IsCancellationRequested)
            {
                Failed(e);
            }
            catch (Exception e)
            {
                Log.QualitiesLost(logger, qualities.Forget(batch), e.Message);
                return;
            }

            await DelayAsync(BackOff.After(failures), _giveUp.Token).ConfigureAwait(false);
        }
    }

    private void Failed(StoreException exception)
    {
        health.Degrade(StoreCause, exception.Message);
        if (!_failing)
            Log.StoreFailing(logger, exception.Message);
        _failing = true;
    }

    private void Recovered()
    {
        _failing = false;
        health.Recover(StoreCause);
        Log.StoreRecovered(logger);
    }

    private async Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken) =>
        await Task.Delay(delay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
