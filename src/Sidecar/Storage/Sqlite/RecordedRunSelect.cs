using Microsoft.Data.Sqlite;
using Shadow.Reports;

namespace Sidecar.Storage.Sqlite;

/// <summary>The runs of a period as far as they are judged, read column by column in the order of their keys.</summary>
internal static class RecordedRunSelect
{
    /// <summary>Hands every run of the period on; returns how many there were.</summary>
    public static long Runs(SqliteConnection connection, ReportPeriod period, RecordedRunReader read, CancellationToken cancellationToken)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {RecordedRunColumns.List} {PeriodWhere.Runs} ORDER BY run_id";
        PeriodWhere.Bind(command, period);
        using var reader = command.ExecuteReader();
        var columns = new RecordedRunColumns(reader.Handle!);
        var runs = 0L;
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var run = columns.Read();
            read(in run);
            runs++;
        }

        return runs;
    }
}
