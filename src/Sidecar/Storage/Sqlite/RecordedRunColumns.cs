using Shadow.Detection;
using Shadow.Runs;
using SQLitePCL;

namespace Sidecar.Storage.Sqlite;

/// <summary>
/// The columns of a run that a judgement needs, read off the statement itself: millions of rows are read, and every value that crosses from
/// SQLite costs. So flags come as one number, and a missing figure as -1.
/// </summary>
internal sealed class RecordedRunColumns(sqlite3_stmt statement)
{
    private const int V1 = 6;
    private const int LegLength = 5;
    private const int V2 = V1 + LegLength;
    private const long Missing = -1;
    private const long Upgrade = 4;
    private const long Judge = 3;
    private const long Decided = 1;
    private const long Inconclusive = 2;
    private const long ClientError = 4;

    /// <summary>Their names and formulas, separated by commas.</summary>
    public const string List =
        "run_id, at, epoch, assigned, reason, judge + 4 * (outcome = 'upgrade'), "
        + "v1_failure, v1_decided + 2 * v1_inconclusive + 4 * ifnull(v1_status BETWEEN 400 AND 499 AND v1_status <> 429, 0), "
        + "v1_latency_us, ifnull(v1_cost_micro, -1), ifnull(v1_quality_micro, -1), "
        + "v2_failure, v2_decided + 2 * v2_inconclusive + 4 * ifnull(v2_status BETWEEN 400 AND 499 AND v2_status <> 429, 0), "
        + "v2_latency_us, ifnull(v2_cost_micro, -1), ifnull(v2_quality_micro, -1)";

    private readonly NameColumn<SelectionReason> _reason = new(statement, StoredName.Reason);
    private readonly NameColumn<LegFailure> _failure = new(statement, StoredName.Failure);

    /// <summary>The row under the statement.</summary>
    /// <exception cref="StoreException">It holds what this program did not write.</exception>
    public RecordedRun Read()
    {
        var at = Integer(1);
        var reason =
            _reason.Read(4) ?? throw new StoreException("The store holds a run without a reason: it was changed by another program.");
        var flags = Integer(5);
        var upgrade = (flags & Upgrade) != 0;
        var judge = upgrade ? JudgeMode.Off : StoredName.JudgeOf((int)(flags & Judge));
        var (v1, v1Waits) = ReadLeg(V1, Planner.V1, at, judge, reason);
        var (v2, v2Waits) = ReadLeg(V2, Planner.V2, at, judge, reason);
        var both = Math.Max(v1.EndedAt, v2.EndedAt);
        return new RecordedRun
        {
            RunId = new Guid(raw.sqlite3_column_blob(statement, 0), bigEndian: true),
            At = StoredTime.FromMicroseconds(at).UtcTicks,
            Epoch = (int)Integer(2),
            Assigned = StoredName.PlannerOf((int)Integer(3)),
            OpenCounts = judge != JudgeMode.Off && reason != SelectionReason.Override,
            CutOver = reason == SelectionReason.Cutover,
            V1 = v1Waits && v2.Sent ? v1 with { KnownAt = both } : v1,
            V2 = v2Waits && v1.Sent ? v2 with { KnownAt = both } : v2,
        };
    }

    private (RecordedLeg Leg, bool Waits) ReadLeg(int first, Planner planner, long at, JudgeMode judge, SelectionReason reason)
    {
        if (_failure.Read(first) is not { } failure)
            return default;
        var flags = Integer(first + 1);
        var latency = Integer(first + 2);
        var ended = StoredTime.FromMicroseconds(at + latency).UtcTicks;
        var facts = new LegFacts(
            planner,
            failure,
            (flags & Inconclusive) != 0,
            (flags & Decided) != 0,
            StoredNumber.FromMicroseconds(latency),
            Figure(first + 3),
            Figure(first + 4)
        );
        var leg = new RecordedLeg
        {
            Sent = true,
            EndedAt = ended,
            KnownAt = ended,
            LatencyMicros = latency,
            Sample = LegEvidence.Sample(judge, reason, facts),
        };
        return (leg, (flags & ClientError) != 0);
    }

    private long Integer(int column) => raw.sqlite3_column_int64(statement, column);

    private double? Figure(int column) => Integer(column) is var value && value == Missing ? null : StoredNumber.FromMillionths(value);
}
