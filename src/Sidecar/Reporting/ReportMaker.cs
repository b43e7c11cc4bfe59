using Shadow.Detection;
using Shadow.Reports;
using Sidecar.Storage;

namespace Sidecar.Reporting;

/// <summary>Makes reports out of the store, one at a time: each reads every run of its period, and many at once would starve the proxy.</summary>
internal sealed class ReportMaker(IReportSource source, Func<Thresholds> thresholds) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Makes the report of a period.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async Task<WeeklyReport> MakeAsync(ReportPeriod period, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var builder = new ReportBuilder(thresholds());
            await source.ReadAsync(period, builder.Add, cancellationToken).ConfigureAwait(false);
            var rollbacks = await source.RollbacksAsync(period, cancellationToken).ConfigureAwait(false);
            return builder.Build(period, rollbacks);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Whether the period has a run.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public Task<bool> AnyAsync(ReportPeriod period, CancellationToken cancellationToken) => source.AnyAsync(period, cancellationToken);

    public void Dispose() => _turn.Dispose();
}
