using Microsoft.Data.Sqlite;
using Shadow.Detection;
using Shadow.Runs;

namespace Sidecar.Storage.Sqlite;

/// <summary>
/// Reads back what runs say of the planners: a few columns of the newest runs, by index. Windows hold the runs whose legs ended last, and the
/// index has them by their beginning; so it reads on until no older run can have ended later.
/// </summary>
internal static class EvidenceSelect
{
    // Runs that are no evidence lie between those that are, and those that are mirrored may be few; past these it ends with what it has.
    private const int RowsPerRun = 10;
    private const long MostRowsBeyond = 100_000;

    // Longer than a leg usually takes at the most: a wait for headers, and the answer.
    private const long LongestMicroseconds = 60_000_000;

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
        // They came the newest first. What ended in the same microsecond stays in the order of its beginning.
        found.Reverse();
        return [.. found.OrderBy(static evidence => evidence.Run.EndedAt)];
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
        command.Parameters.AddWithValue("$limit", Math.Min((long)runs * RowsPerRun, runs + MostRowsBeyond));
        using var reader = command.ExecuteReader();
        var (primaries, shadows) = (0, 0);
        long? until = null;
        while (reader.Read() && !(reader.GetInt64(1) < until))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = new RowReader(reader);
            var whole = Evidence(row, epoch, assigned);
            var build = row.TextOrNull(V2 + LegLength);
            if (assigned == Planner.V2)
            {
                shadows = int.MaxValue;
                primaries += Add(whole, whole.V2, build, found);
            }
            else
            {
                // Each leg of v1's own runs is evidence in a window of its own, in the order in which it ended there.
                shadows += Add(whole with { EndedAt = Ended(row, V2), V1Seen = true }, whole.V2, build, found);
                primaries += Add(whole with { V2 = null }, whole.V1, build, found);
            }

            if (until is null && primaries >= runs && shadows >= runs)
                until = row.Integer(1) - LongestMicroseconds;
        }
    }

    private static int Add(RunEvidence run, LegSample? judged, string? build, List<StoredEvidence> found)
    {
        if (judged is null)
            return 0;
        found.Add(new StoredEvidence(run, build));
        return 1;
    }

    private static RunEvidence Evidence(RowReader row, int epoch, Planner assigned)
    {
        var reason = StoredName.Reason(row.Text(2));
        var judge = StoredName.JudgeOf(row.Number(3));
        return new RunEvidence(
            new Guid(row.Blob(0), bigEndian: true),
            epoch,
            assigned,
            Ended(row, assigned == Planner.V1 ? V1 : V2),
            Sample(row, V1, Planner.V1, judge, reason),
            Sample(row, V2, Planner.V2, judge, reason)
        );
    }

    private static long Ended(RowReader row, int leg) =>
        StoredTime.FromMicroseconds(row.Integer(1) + (row.IntegerOrNull(leg + 3) ?? 0)).UtcTicks;

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
