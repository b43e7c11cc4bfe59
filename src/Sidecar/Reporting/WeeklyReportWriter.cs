using Shadow.Reports;
using Sidecar.Configuration;
using Sidecar.Guard;
using Sidecar.Storage;

namespace Sidecar.Reporting;

/// <summary>
/// Writes the report of the past week into <see cref="StorageOptions.ReportsFolder"/> every Monday at 00:05 UTC. What came due while the
/// sidecar did not run, or while no folder was set, is caught up where the week has runs and no file. A failure is tried again every hour.
/// </summary>
internal sealed class WeeklyReportWriter(
    ReportMaker maker,
    LiveOptions options,
    HealthState health,
    TimeProvider time,
    ILogger<WeeklyReportWriter> logger
) : BackgroundService
{
    /// <summary>The cause code of the health while a report that is due is not written.</summary>
    public const string Cause = "report_not_written";

    // What was settled already: a report that an operator then moves away is not written again.
    private (string Folder, IsoWeek Week)? _settled;
    private DateTimeOffset _watchingSince;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _watchingSince = time.GetUtcNow();
        try
        {
            while (true)
            {
                await LookAsync(stoppingToken).ConfigureAwait(false);
                await Task.Delay(ReportSchedule.Wait(time.GetUtcNow()), time, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end.
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        if (options.Current.Storage.ReportsFolder is not { } folder)
        {
            _watchingSince = time.GetUtcNow();
            health.Recover(Cause);
            return;
        }

        var (week, since) = ReportSchedule.Due(time.GetUtcNow());
        if (_settled == (folder, week))
            return;
        try
        {
            await SettleAsync(folder, week, caughtUp: since <= _watchingSince, cancellationToken).ConfigureAwait(false);
            _settled = (folder, week);
            health.Recover(Cause);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotWritten(logger, week, folder, fault.Message);
            health.Degrade(
                Cause,
                $"The report of {week} could not be written into Storage:ReportsFolder; it is tried again every hour. Make the folder writable, or run 'sidecar rollup --week {week}'. {fault.Message}"
            );
        }
    }

    private async Task SettleAsync(string folder, IsoWeek week, bool caughtUp, CancellationToken cancellationToken)
    {
        if (File.Exists(ReportFile.PathOf(folder, week)))
            return;
        var period = ReportPeriod.Of(week);
        if (caughtUp && !await maker.AnyAsync(period, cancellationToken).ConfigureAwait(false))
            return;
        var report = await maker.MakeAsync(period, cancellationToken).ConfigureAwait(false);
        var path = await ReportFile.WriteAsync(folder, report, cancellationToken).ConfigureAwait(false);
        Log.Written(logger, week, path, report.Runs);
    }
}
