using Sidecar.Configuration;
using Sidecar.Storage;

namespace Sidecar.Recording;

/// <summary>Deletes runs that are older than <see cref="StorageOptions.RetentionDays"/>: a minute after the start, then every ten.</summary>
internal sealed class RetentionSweeper(IRunLog log, LiveOptions options, TimeProvider time, ILogger<RetentionSweeper> logger)
    : BackgroundService
{
    /// <summary>Runs deleted in one transaction: short enough that the writer never waits long for its turn.</summary>
    public const int MaxRuns = 1_000;

    /// <summary>From the start to the first sweep.</summary>
    public static readonly TimeSpan FirstAfter = TimeSpan.FromMinutes(1);

    /// <summary>From a sweep to the next.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    private readonly DeletionClock _clock = new(time);
    private bool _failing;

    /// <summary>Deletes until none is left; returns how many it were.</summary>
    public static async Task<long> SweepAsync(IRunLog log, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var total = 0L;
        while (true)
        {
            // The store's turn is given back between the batches, in order: a batch of the writer that waits comes first.
            var deleted = await log.DeleteBeforeAsync(before, MaxRuns, cancellationToken).ConfigureAwait(false);
            total += deleted;
            if (deleted < MaxRuns)
                return total;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            for (var wait = FirstAfter; ; wait = Every)
            {
                await Task.Delay(wait, time, stoppingToken).ConfigureAwait(false);
                await TrySweepAsync(stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end.
        }
    }

    private async Task TrySweepAsync(CancellationToken cancellationToken)
    {
        var days = options.Current.Storage.RetentionDays;
        try
        {
            var deleted = await SweepAsync(log, _clock.Now().AddDays(-days), cancellationToken).ConfigureAwait(false);
            if (deleted > 0)
                Log.Swept(logger, deleted, days);
            _failing = false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (!_failing)
                Log.SweepFailed(logger, e.Message);
            _failing = true;
        }
    }
}
