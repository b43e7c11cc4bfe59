using Microsoft.Data.Sqlite;
using Shadow.Reports;

namespace Sidecar.Storage.Sqlite;

/// <summary>The runs of a report, read column by column in the order of their keys.</summary>
internal static class ReportSelect
{
    // Keys bound what is read; they know milliseconds only, so the exact time is compared beside.
    private const string Within = "FROM runs WHERE run_id >= $from AND run_id < $below AND at >= $since AND at < $until";

    /// <summary>Hands every run of the period on; returns how many there were.</summary>
    public static long Runs(SqliteConnection connection, ReportPeriod period, ReportRowReader read, CancellationToken cancellationToken)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {ReportColumns.List} {Within} ORDER BY run_id";
        Bind(command, period);
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
        command.CommandText = $"SELECT 1 {Within} LIMIT 1";
        Bind(command, period);
        return command.ExecuteScalar() is not null;
    }

    private static void Bind(SqliteCommand command, ReportPeriod period)
    {
        command.Parameters.AddWithValue("$from", RunKey.From(period.From));
        command.Parameters.AddWithValue("$below", RunKey.After(period.Until));
        command.Parameters.AddWithValue("$since", StoredTime.ToMicroseconds(period.From));
        command.Parameters.AddWithValue("$until", StoredTime.ToMicroseconds(period.Until));
    }
}
