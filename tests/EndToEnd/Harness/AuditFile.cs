using Microsoft.Data.Sqlite;

namespace EndToEnd.Harness;

/// <summary>The audit log as it lies in the file, read beside the sidecar or after its end.</summary>
internal static class AuditFile
{
    /// <summary>The rows of a query over the store of a sidecar's folder, each column as text.</summary>
    public static IReadOnlyList<string[]> Query(string folder, string sql)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(folder, "data", "sidecar.db")};Mode=ReadWrite;Pooling=False"
        );
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => Convert.ToString(reader.GetValue(column), null) ?? "")]);
        return rows;
    }

    /// <summary>The ids of all runs.</summary>
    public static HashSet<string> RunIds(string folder) =>
        [.. Query(folder, "SELECT lower(hex(run_id)) FROM runs").Select(static row => Guid.ParseExact(row[0], "N").ToString())];

    /// <summary>Waits until the file holds so many runs; more fail the test.</summary>
    public static async Task HoldsAsync(string folder, int runs)
    {
        var held = await Patience.UntilAsync(
            () => Task.FromResult(RunIds(folder).Count),
            count => count >= runs,
            count => $"{runs} runs in the audit log, which holds {count}"
        );
        Assert.Equal(runs, held);
    }
}
