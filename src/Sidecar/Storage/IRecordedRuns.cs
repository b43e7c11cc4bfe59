using Shadow.Reports;

namespace Sidecar.Storage;

/// <summary>The recorded runs as a stream, to be judged again.</summary>
public interface IRecordedRuns
{
    /// <summary>
    /// Reads every run that began in the period, in the order of their arrival to the millisecond, one after the other and none kept.
    /// <paramref name="read"/> is called on a thread of the pool, never twice at a time. Returns how many there were.
    /// </summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    Task<long> ReadAsync(ReportPeriod period, RecordedRunReader read, CancellationToken cancellationToken);
}
