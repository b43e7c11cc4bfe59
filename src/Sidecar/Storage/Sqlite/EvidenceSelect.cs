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
        List<StoredEvidence> found = [];
        List<StoredEvidence> early = [];
        foreach (var assigned in (ReadOnlySpan<Planner>)[Planner.V1, Planner.V2])
        {
            var wanted = new Wanted(epoch, assigned, first, ahead, Primaries: runs, Shadows: assigned == Planner.V1 ? runs : 0);
            var (primaries, shadows) = Read(connection, wanted, found, cancellationToken);
            wanted = wanted with { From = ahead, Below = last, Primaries = runs - primaries, Shadows = wanted.Shadows - shadows };
            Read(connection, wanted, early, cancellationToken);
        }

        return [.. InOrder(early), .. InOrder(found)];
    }

    // They came the newest first. What ended in the same microsecond stays in the order of its beginning.
    private static IEnumerable<StoredEvidence> InOrder(List<StoredEvidence> found) =>
        found.AsEnumerable().Reverse().OrderBy(static evidence => evidence.EndedAt);

    // Returns how many legs it found of runs' own, and beside.
    private static (int Primaries, int Shadows) Read(
        SqliteConnection connection,
        in Wanted wanted,
        List<StoredEvidence> found,
        CancellationToken cancellationToken
    )
    {
        var runs = Math.Max(wanted.Primaries, wanted.Shadows);
        if (runs <= 0)
            return default;
        using var command = connection.CreateCommand();
        command.CommandText = Query;
        command.Parameters.AddWithValue("$epoch", wanted.Epoch);
        command.Parameters.AddWithValue("$assigned", StoredName.Number(wanted.Assigned));
        command.Parameters.AddWithValue("$from", wanted.From);
        command.Parameters.AddWithValue("$below", wanted.Below);
        command.Parameters.AddWithValue("$limit", Math.Min((long)runs * RowsPerRun, runs + MostRowsBeyond));
        using var reader = command.ExecuteReader();
        var (primaries, shadows) = (0, 0);
        long? until = null;
        while (reader.Read() && !(reader.GetInt64(1) < until))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = new RowReader(reader);
            var whole = Evidence(row, wanted.Epoch, wanted.Assigned);
            if (wanted.Assigned == Planner.V2)
            {
                primaries += Add(row, whole, Planner.V2, found);
            }
            else
            {
                // Each leg of v1's own runs is evidence in a window of its own, in the order in which it ended there.
                shadows += Add(row, whole with { V1Seen = true }, Planner.V2, found);
                primaries += Add(row, whole with { V2 = null }, Planner.V1, found);
            }

            if (until is null && primaries >= wanted.Primaries && shadows >= wanted.Shadows)
                until = row.Integer(1) - LongestMicroseconds;
        }

        return (primaries, shadows);
    }

    private static int Add(RowReader row, in RunEvidence run, Planner judged, List<StoredEvidence> found)
    {
        if ((judged == Planner.V1 ? run.V1 : run.V2) is null)
            return 0;
        found.Add(new StoredEvidence(run, Ended(row, judged == Planner.V1 ? V1 : V2), Ended(row, V1), row.TextOrNull(V2 + LegLength)));
        return 1;
    }

    private static DateTimeOffset Ended(RowReader row, int leg) =>
        StoredTime.FromMicroseconds(row.Integer(1) + (row.IntegerOrNull(leg + 3) ?? 0));

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

    private readonly record struct Wanted(int Epoch, Planner Assigned, byte[] From, byte[] Below, int Primaries, int Shadows);
}
