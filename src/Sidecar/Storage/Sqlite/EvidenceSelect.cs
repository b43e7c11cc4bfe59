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
        + "AND run_id >= $from AND run_id < $below ORDER BY run_id DESC LIMIT $limit";

    public static IReadOnlyList<StoredEvidence> Newest(
        SqliteConnection connection,
        int epoch,
        int runs,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var (first, ahead, last) = (RunKey.From(DateTimeOffset.UnixEpoch), RunKey.After(now), RunKey.Last);
        var v1 = Read(connection, new(epoch, Planner.V1, first, ahead, runs), cancellationToken);
        var v2 = Read(connection, new(epoch, Planner.V2, first, ahead, runs), cancellationToken);
        var aheadV1 = Read(connection, new(epoch, Planner.V1, ahead, last, runs - v1.Count), cancellationToken);
        var aheadV2 = Read(connection, new(epoch, Planner.V2, ahead, last, runs - v2.Count), cancellationToken);
        return [.. InOrder(aheadV1, aheadV2), .. InOrder(v1, v2)];
    }

    private static IEnumerable<StoredEvidence> InOrder(List<StoredEvidence> v1, List<StoredEvidence> v2) =>
        v1.Concat(v2).OrderBy(static run => run.EndedAt);

    private static List<StoredEvidence> Read(SqliteConnection connection, in Wanted wanted, CancellationToken cancellationToken)
    {
        var found = new List<StoredEvidence>();
        if (wanted.Runs <= 0)
            return found;
        using var command = connection.CreateCommand();
        command.CommandText = Query;
        command.Parameters.AddWithValue("$epoch", wanted.Epoch);
        command.Parameters.AddWithValue("$assigned", StoredName.Number(wanted.Assigned));
        command.Parameters.AddWithValue("$from", wanted.From);
        command.Parameters.AddWithValue("$below", wanted.Below);
        command.Parameters.AddWithValue("$limit", (long)wanted.Runs * RowsPerRun);
        using var reader = command.ExecuteReader();
        while (found.Count < wanted.Runs && reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = new RowReader(reader);
            var evidence = Evidence(row, wanted.Epoch, wanted.Assigned);
            if ((wanted.Assigned == Planner.V1 ? evidence.V1 : evidence.V2) is not null)
                found.Add(new StoredEvidence(evidence, EndedAt(row, wanted.Assigned), row.TextOrNull(V2 + LegLength)));
        }

        return found;
    }

    private static DateTimeOffset EndedAt(RowReader row, Planner assigned) =>
        StoredTime.FromMicroseconds(row.Integer(1) + (row.IntegerOrNull((assigned == Planner.V1 ? V1 : V2) + 3) ?? 0));

    private static RunEvidence Evidence(RowReader row, int epoch, Planner assigned)
    {
        var reason = StoredName.Reason(row.Text(2));
        var judge = StoredName.JudgeOf(row.Number(3));
        return new RunEvidence(
            new Guid(row.Blob(0), bigEndian: true),
            epoch,
            assigned,
            EndedAt: 0,
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

    private readonly record struct Wanted(int Epoch, Planner Assigned, byte[] From, byte[] Below, int Runs);
}
