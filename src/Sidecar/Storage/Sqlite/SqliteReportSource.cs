using Shadow.Reports;

namespace Sidecar.Storage.Sqlite;

/// <summary>Reports out of SQLite, beside whoever writes: a read sees the store as it was when it began.</summary>
internal sealed class SqliteReportSource(SqliteDatabase database) : IReportSource
{
    public Task ReadAsync(ReportPeriod period, ReportRowReader read, CancellationToken cancellationToken) =>
        database.Readers.ReadAsync(connection => ReportSelect.Runs(connection, period, read, cancellationToken), cancellationToken);

    public Task<bool> AnyAsync(ReportPeriod period, CancellationToken cancellationToken) =>
        database.Readers.ReadAsync(connection => ReportSelect.Any(connection, period), cancellationToken);

    public Task<ReportedRollbacks> RollbacksAsync(ReportPeriod period, CancellationToken cancellationToken) =>
        database.Readers.ReadAsync(connection => ReportedRollbackSelect.Read(connection, period), cancellationToken);
}
