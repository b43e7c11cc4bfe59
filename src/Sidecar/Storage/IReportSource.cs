using Shadow.Reports;

namespace Sidecar.Storage;

/// <summary>What reports are made of: a stream of runs, and the rollbacks.</summary>
public interface IReportSource
{
    /// <summary>
    /// Reads what a report needs of every run that began in the period, one after the other and none kept. <paramref name="read"/> is called
    /// on a thread of the pool, never twice at a time.
    /// </summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    Task ReadAsync(ReportPeriod period, ReportRowReader read, CancellationToken cancellationToken);

    /// <summary>Whether any run began in the period.</summary>
    /// <exception cref="StoreException">That cannot be read.</exception>
    Task<bool> AnyAsync(ReportPeriod period, CancellationToken cancellationToken);

    /// <summary>Counts the rollbacks of the period, and reads the newest of them, at most <see cref="ReportedRollbacks.MaxShown"/>.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    Task<ReportedRollbacks> RollbacksAsync(ReportPeriod period, CancellationToken cancellationToken);
}
