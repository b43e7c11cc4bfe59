using Microsoft.Data.Sqlite;
using Shadow.Runs;

namespace Sidecar.Storage.Sqlite;

/// <summary>Reads of the audit log. The SQL is put together from fixed pieces; every value is a parameter.</summary>
internal static class RunSelect
{
    /// <summary>A page, newest first, without bodies.</summary>
    public static RunPage Page(SqliteConnection connection, RunQuery query, CancellationToken cancellationToken)
    {
        using var command = connection.CreateCommand();
        var conditions = Conditions(query, command.Parameters);
        var where = conditions.Count == 0 ? "" : $"WHERE {string.Join(" AND ", conditions)} ";

        // One more than asked for tells whether there is a next page.
        command.Parameters.AddWithValue("$limit", query.Limit + 1);
        command.CommandText = $"SELECT {RunColumns.List} FROM runs {where}ORDER BY run_id DESC LIMIT $limit";
        var items = new List<RunRecord>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (items.Count == query.Limit)
                return new RunPage(items, items[^1].RunId);
            items.Add(RunRow.Read(new RowReader(reader), bodies: null));
        }

        return new RunPage(items, null);
    }

    /// <summary>One run with its bodies.</summary>
    public static RunRecord? One(SqliteConnection connection, Guid runId)
    {
        using var command = connection.CreateCommand();

        // One statement sees one state of the file: with two, a run that is written or deleted between them is found without its bodies.
        command.CommandText =
            $"SELECT {RunColumns.List}, bodies.request, bodies.v1, bodies.v2 FROM runs LEFT JOIN bodies USING (run_id) "
            + "WHERE run_id = $run_id";
        command.Parameters.AddWithValue("$run_id", RunKey.Of(runId));
        using var reader = command.ExecuteReader();
        return reader.Read() ? RunRow.Read(new RowReader(reader), Bodies(new RowReader(reader))) : null;
    }

    private static RunBodies Bodies(RowReader row) =>
        new(row.BlobOrNull(RunColumns.Count), row.BlobOrNull(RunColumns.Count + 1), row.BlobOrNull(RunColumns.Count + 2));

    private static List<string> Conditions(RunQuery query, SqliteParameterCollection parameters)
    {
        var conditions = new List<string>();
        if (query.Selected is { } selected)
            Add("selected = $selected", "$selected", StoredName.Number(selected));
        if (query.Changed is { } changed)
            Add("any_change = $changed", "$changed", changed ? 1 : 0);
        if (query.Agent is { } agent)
            Add("agent = $agent", "$agent", agent);
        if (query.TraceId is { } traceId)
            Add("trace_id = $trace_id", "$trace_id", StoredTraceId.ToStored(traceId));
        AddTimes(query, Add);
        return conditions;

        void Add(string condition, string name, object value)
        {
            conditions.Add(condition);
            parameters.AddWithValue(name, value);
        }
    }

    // Keys bound what is read; they know milliseconds only, so the exact time is compared beside.
    private static void AddTimes(RunQuery query, Action<string, string, object> add)
    {
        if (query.Since is { } since)
        {
            add("run_id >= $from", "$from", RunKey.From(since));
            add("at >= $since", "$since", StoredTime.ToMicroseconds(since));
        }

        var below = query.Before is { } before ? RunKey.Of(before) : null;
        if (query.Until is { } until)
        {
            add("at < $until", "$until", StoredTime.ToMicroseconds(until));

            // One upper bound of the two: SQLite walks an index by one.
            var after = RunKey.After(until);
            if (below is null || after.AsSpan().SequenceCompareTo(below) < 0)
                below = after;
        }

        if (below is not null)
            add("run_id < $below", "$below", below);
    }
}
