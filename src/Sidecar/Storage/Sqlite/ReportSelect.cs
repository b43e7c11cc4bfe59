using Microsoft.Data.Sqlite;
using Shadow.Reports;

namespace Sidecar.Storage.Sqlite;

/// <summary>The runs of a report, read column by column in the order of their keys.</summary>
internal static class ReportSelect
{
    /// <summary>Hands every run of the period on; returns how many there were.</summary>
    public static long Runs(SqliteConnection connection, ReportPeriod period, ReportRowReader read, CancellationToken cancellationToken)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {ReportColumns.List} {PeriodWhere.Runs} ORDER BY run_id";
        PeriodWhere.Bind(command, period);
        using var reader = command.ExecuteReader();
        var columns = new ReportColumns(reader.Handle!);
        var runs = 0L;
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = columns.Read();
            read(in row);
            runs++;
        }

        return runs;
    }

    /// <summary>Whether the period has a run.</summary>
    public static bool Any(SqliteConnection connection, ReportPeriod period)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT 1 {PeriodWhere.Runs} LIMIT 1";
        PeriodWhere.Bind(command, period);
        return command.ExecuteScalar() is not null;
    }
}
