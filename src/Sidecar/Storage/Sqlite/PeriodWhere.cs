using Microsoft.Data.Sqlite;
using Shadow.Reports;

namespace Sidecar.Storage.Sqlite;

/// <summary>The runs of a period, by their key.</summary>
internal static class PeriodWhere
{
    // Keys bound what is read; they know milliseconds only, so the exact time is compared beside.
    public const string Runs = "FROM runs WHERE run_id >= $from AND run_id < $below AND at >= $since AND at < $until";

    /// <summary>Gives the parameters of <see cref="Runs"/> their values.</summary>
    public static void Bind(SqliteCommand command, ReportPeriod period)
    {
        command.Parameters.AddWithValue("$from", RunKey.From(period.From));
        command.Parameters.AddWithValue("$below", RunKey.After(period.Until));
        command.Parameters.AddWithValue("$since", StoredTime.ToMicroseconds(period.From));
        command.Parameters.AddWithValue("$until", StoredTime.ToMicroseconds(period.Until));
    }
}
