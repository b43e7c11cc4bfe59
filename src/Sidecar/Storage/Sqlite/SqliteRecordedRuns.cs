using Shadow.Reports;

namespace Sidecar.Storage.Sqlite;

/// <summary>Recorded runs out of SQLite, beside whoever writes: a read sees the store as it was when it began.</summary>
internal sealed class SqliteRecordedRuns(SqliteDatabase database) : IRecordedRuns
{
    public Task<long> ReadAsync(ReportPeriod period, RecordedRunReader read, CancellationToken cancellationToken) =>
        database.Readers.ReadAsync(connection => RecordedRunSelect.Runs(connection, period, read, cancellationToken), cancellationToken);
}
