using Microsoft.Data.Sqlite;
using Shadow.Runs;

namespace Sidecar.Storage.Sqlite;

/// <summary>What is written to the audit log, prepared on one connection.</summary>
internal sealed class RunStatements : IDisposable
{
    private const int BodyColumns = 4;

    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _insertBodies;
    private readonly SqliteCommand _delete;
    private readonly SqliteCommand _rateV1;
    private readonly SqliteCommand _rateV2;
    private readonly MirrorStatement _mirrorings;

    public RunStatements(SqliteConnection connection)
    {
        // Only a run that is there already is passed over: OR IGNORE would drop a row that breaks a constraint without a word.
        _insert = connection.CreateCommand();
        _insert.CommandText =
            $"INSERT INTO runs ({RunColumns.List}) VALUES ({RowWriter.AddParameters(_insert.Parameters, RunColumns.Count)}) "
            + "ON CONFLICT (run_id) DO NOTHING";
        _insertBodies = connection.CreateCommand();
        _insertBodies.CommandText =
            $"INSERT INTO bodies (run_id, request, v1, v2) VALUES ({RowWriter.AddParameters(_insertBodies.Parameters, BodyColumns)}) "
            + "ON CONFLICT (run_id) DO NOTHING";
        _delete = connection.CreateCommand();
        _delete.CommandText =
            "DELETE FROM runs WHERE run_id IN (SELECT run_id FROM runs WHERE run_id < $0 AND at < $1 ORDER BY run_id LIMIT $2)";
        RowWriter.AddParameters(_delete.Parameters, 3);
        _rateV1 = connection.CreateCommand();
        _rateV1.CommandText = "UPDATE runs SET v1_quality_micro = $1 WHERE run_id = $0 AND v1_role IS NOT NULL";
        _rateV2 = connection.CreateCommand();
        _rateV2.CommandText = "UPDATE runs SET v2_quality_micro = $1 WHERE run_id = $0 AND v2_role IS NOT NULL";
        RowWriter.AddParameters(_rateV1.Parameters, 2);
        RowWriter.AddParameters(_rateV2.Parameters, 2);
        _rateV1.Prepare();
        _rateV2.Prepare();
        _insert.Prepare();
        _insertBodies.Prepare();
        _delete.Prepare();
        _mirrorings = new MirrorStatement(connection);
    }

    /// <summary>Adds runs, their bodies where they have any, and their entries in the ledger of their epoch.</summary>
    public void Insert(IReadOnlyList<RunRecord> batch, SqliteTransaction transaction, CancellationToken cancellationToken)
    {
        _mirrorings.Begin();
        foreach (var run in batch)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!TryInsert(run, transaction))
                continue;
            InsertBodies(run, transaction);
            _mirrorings.Count(run);
        }

        _mirrorings.Write(transaction);
    }

    /// <summary>Replaces the quality of a leg; false where there is no such leg.</summary>
    public bool Rate(LateQuality quality, SqliteTransaction transaction)
    {
        var command = quality.Planner == Planner.V1 ? _rateV1 : _rateV2;
        command.Transaction = transaction;
        var row = new RowWriter(command.Parameters);
        row.Blob(0, RunKey.Of(quality.RunId));
        row.Integer(1, StoredNumber.ToMillionths(quality.Quality));
        return command.ExecuteNonQuery() > 0;
    }

    /// <summary>Deletes at most <paramref name="limit"/> of the oldest runs before <paramref name="before"/>; returns how many.</summary>
    public int DeleteBefore(DateTimeOffset before, int limit, SqliteTransaction transaction)
    {
        _delete.Transaction = transaction;
        var row = new RowWriter(_delete.Parameters);
        row.Blob(0, RunKey.After(before));
        row.Integer(1, StoredTime.ToMicroseconds(before));
        row.Integer(2, limit);
        return _delete.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _insertBodies.Dispose();
        _delete.Dispose();
        _rateV1.Dispose();
        _rateV2.Dispose();
        _mirrorings.Dispose();
    }

    // False: it is there already.
    private bool TryInsert(RunRecord run, SqliteTransaction transaction)
    {
        _insert.Transaction = transaction;
        RunRow.Write(new RowWriter(_insert.Parameters), run);
        return _insert.ExecuteNonQuery() > 0;
    }

    private void InsertBodies(RunRecord run, SqliteTransaction transaction)
    {
        if ((run.RequestBody ?? run.V1?.Body ?? run.V2?.Body) is null)
            return;
        _insertBodies.Transaction = transaction;
        var row = new RowWriter(_insertBodies.Parameters);
        row.Blob(0, RunKey.Of(run.RunId));
        row.Blob(1, run.RequestBody);
        row.Blob(2, run.V1?.Body);
        row.Blob(3, run.V2?.Body);
        _insertBodies.ExecuteNonQuery();
    }
}
