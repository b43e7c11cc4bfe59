using System.Text.Json;
using Microsoft.Data.Sqlite;
using Shadow.Reports;

namespace Sidecar.Storage.Sqlite;

/// <summary>The rollbacks of a report, without their evidence.</summary>
internal static class ReportedRollbackSelect
{
    // Walks the index of rollbacks alone: of them there are few.
    private const string Within = "FROM history WHERE kind = 'rollback' AND at >= $since AND at < $until";
    private const string Auto = "auto";

    public static ReportedRollbacks Read(SqliteConnection connection, ReportPeriod period)
    {
        var (automatic, manual) = Count(connection, period);
        return new ReportedRollbacks(automatic, manual, automatic + manual == 0 ? [] : Newest(connection, period));
    }

    private static (long Automatic, long Manual) Count(SqliteConnection connection, ReportPeriod period)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            $"SELECT count(*) FILTER (WHERE trigger IS '{Auto}'), count(*) FILTER (WHERE trigger IS NOT '{Auto}') {Within}";
        Bind(command, period);
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    private static List<ReportedRollback> Newest(SqliteConnection connection, ReportPeriod period)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT at, trigger, updated_by, reason, breaches {Within} ORDER BY id DESC LIMIT $limit";
        Bind(command, period);
        command.Parameters.AddWithValue("$limit", ReportedRollbacks.MaxShown);
        var rollbacks = new List<ReportedRollback>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = new RowReader(reader);
            rollbacks.Add(
                new ReportedRollback(
                    StoredTime.FromMicroseconds(row.Integer(0)),
                    row.TextOrNull(1) == Auto,
                    row.Text(2),
                    row.TextOrNull(3),
                    JsonSerializer.Deserialize(row.Text(4), StoredJson.Default.StringArray) ?? []
                )
            );
        }

        return rollbacks;
    }

    private static void Bind(SqliteCommand command, ReportPeriod period)
    {
        command.Parameters.AddWithValue("$since", StoredTime.ToMicroseconds(period.From));
        command.Parameters.AddWithValue("$until", StoredTime.ToMicroseconds(period.Until));
    }
}
