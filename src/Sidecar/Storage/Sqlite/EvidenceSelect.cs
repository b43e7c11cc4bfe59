using Microsoft.Data.Sqlite;
using Shadow.Detection;
using Shadow.Runs;

namespace Sidecar.Storage.Sqlite;

/// <summary>Reads back what runs say of the planners: a few columns of the newest runs, by index.</summary>
internal static class EvidenceSelect
{
    // Runs that are no evidence lie between those that are; past this many for each one asked for, it ends with what it has.
    private const int RowsPerRun = 10;
    private const int V1 = 4;
    private const int V2 = V1 + LegLength;
    private const int LegLength = 6;

    private const string Query =
        "SELECT run_id, at, reason, judge, "
        + "v1_failure, v1_inconclusive, v1_decided, v1_latency_us, v1_cost_micro, v1_quality_micro, "
        + "v2_failure, v2_inconclusive, v2_decided, v2_latency_us, v2_cost_micro, v2_quality_micro, v2_build "
        + "FROM runs INDEXED BY runs_by_assigned WHERE epoch = $epoch AND assigned = $assigned AND outcome <> 'upgrade' "
        + "ORDER BY run_id DESC LIMIT $limit";

    public static IReadOnlyList<StoredEvidence> Newest(
        SqliteConnection connection,
        int epoch,
        int runs,
        CancellationToken cancellationToken
    )
    {
        var found = new List<StoredEvidence>();
        Read(connection, epoch, Planner.V1, runs, found, cancellationToken);
        Read(connection, epoch, Planner.V2, runs, found, cancellationToken);
        found.Sort(static (a, b) => a.Run.EndedAt.CompareTo(b.Run.EndedAt));
        return found;
    }

    private static void Read(
        SqliteConnection connection,
        int epoch,
        Planner assigned,
        int runs,
        List<StoredEvidence> found,
        CancellationToken cancellationToken
    )
    {
        using var command = connection.CreateCommand();
        command.CommandText = Query;
        command.Parameters.AddWithValue("$epoch", epoch);
        command.Parameters.AddWithValue("$assigned", StoredName.Number(assigned));
        command.Parameters.AddWithValue("$limit", (long)runs * RowsPerRun);
        using var reader = command.ExecuteReader();
        var enough = found.Count + runs;
        while (found.Count < enough && reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = new RowReader(reader);
            var evidence = Evidence(row, epoch, assigned);
            if ((assigned == Planner.V1 ? evidence.V1 : evidence.V2) is not null)
                found.Add(new StoredEvidence(evidence, row.TextOrNull(V2 + LegLength)));
        }
    }

    private static RunEvidence Evidence(RowReader row, int epoch, Planner assigned)
    {
        var reason = StoredName.Reason(row.Text(2));
        var judge = StoredName.JudgeOf(row.Number(3));
        var latency = row.IntegerOrNull((assigned == Planner.V1 ? V1 : V2) + 3) ?? 0;
        return new RunEvidence(
            new Guid(row.Blob(0), bigEndian: true),
            epoch,
            assigned,
            StoredTime.FromMicroseconds(row.Integer(1) + latency).UtcTicks,
            Sample(row, V1, Planner.V1, judge, reason),
            Sample(row, V2, Planner.V2, judge, reason)
        );
    }

    private static LegSample? Sample(RowReader row, int first, Planner planner, JudgeMode judge, SelectionReason reason) =>
        row.IsNull(first)
            ? null
            : LegEvidence.Sample(
                judge,
                reason,
                new LegFacts(
                    planner,
                    StoredName.Failure(row.Text(first)),
                    row.Flag(first + 1),
                    row.Flag(first + 2),
                    StoredNumber.FromMicroseconds(row.Integer(first + 3)),
                    row.IntegerOrNull(first + 4) is { } cost ? StoredNumber.FromMillionths(cost) : null,
                    row.IntegerOrNull(first + 5) is { } quality ? StoredNumber.FromMillionths(quality) : null
                )
            );
}
