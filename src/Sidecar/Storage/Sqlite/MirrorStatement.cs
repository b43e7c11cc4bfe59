using Microsoft.Data.Sqlite;
using Shadow.Detection;
using Shadow.Runs;

namespace Sidecar.Storage.Sqlite;

/// <summary>The ledger of the epochs: counted up with every batch of runs, in its transaction.</summary>
internal sealed class MirrorStatement : IDisposable
{
    private const string Add =
        "INSERT INTO mirrorings (epoch, outcome, runs, changed) VALUES ($0, $1, $2, $3) "
        + "ON CONFLICT (epoch, outcome) DO UPDATE SET runs = runs + excluded.runs, changed = changed + excluded.changed";

    private readonly SqliteCommand _add;
    private readonly Dictionary<(int Epoch, ShadowOutcome Outcome), (long Runs, long Changed)> _counts = [];

    public MirrorStatement(SqliteConnection connection)
    {
        _add = connection.CreateCommand();
        _add.CommandText = Add;
        RowWriter.AddParameters(_add.Parameters, 4);
        _add.Prepare();
    }

    /// <summary>Forgets what a batch that failed had counted.</summary>
    public void Begin() => _counts.Clear();

    /// <summary>Counts a run that was added.</summary>
    public void Count(RunRecord run)
    {
        var key = (run.Epoch, run.Outcome);
        var (runs, changed) = _counts.GetValueOrDefault(key);
        _counts[key] = (runs + 1, changed + (run.Diff is { AnyChange: true } ? 1 : 0));
    }

    /// <summary>Writes what was counted: a few rows a batch.</summary>
    public void Write(SqliteTransaction transaction)
    {
        _add.Transaction = transaction;
        var row = new RowWriter(_add.Parameters);
        foreach (var ((epoch, outcome), (runs, changed)) in _counts)
        {
            row.Integer(0, epoch);
            row.Text(1, outcome.Name());
            row.Integer(2, runs);
            row.Integer(3, changed);
            _add.ExecuteNonQuery();
        }
    }

    /// <summary>The ledger of an epoch.</summary>
    public static IReadOnlyList<MirrorCount> Read(SqliteConnection connection, int epoch)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT outcome, runs, changed FROM mirrorings WHERE epoch = $epoch";
        command.Parameters.AddWithValue("$epoch", epoch);
        var counts = new List<MirrorCount>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = new RowReader(reader);
            counts.Add(new MirrorCount(StoredName.Outcome(row.Text(0)), row.Integer(1), row.Integer(2)));
        }

        return counts;
    }

    public void Dispose() => _add.Dispose();
}
