using Shadow.Reports;
using Shadow.Runs;
using SQLitePCL;

namespace Sidecar.Storage.Sqlite;

/// <summary>
/// The columns of a run that a report needs, read off the statement itself: a report reads millions of rows, and every value that crosses
/// from SQLite costs more than to compute with it there. So flags come as one number, and a missing figure as -1.
/// </summary>
internal sealed class ReportColumns(sqlite3_stmt statement)
{
    private const int V1 = 5;
    private const int LegLength = 6;
    private const int V2 = V1 + LegLength;
    private const long Missing = -1;
    private const long Selected = 3;
    private const int JudgeShift = 2;
    private const long Decided = 1;
    private const long Inconclusive = 2;

    /// <summary>Their names and formulas, separated by commas.</summary>
    public const string List =
        "selected + 4 * judge, reason, outcome, "
        + "ifnull(agent_changed + 2 * steps_changed + 4 * tools_changed + 8 * dry_run_changed + 16 * status_changed, -1), "
        + "ifnull(v1_objective, v2_objective), "
        + "v1_failure, v1_decided + 2 * v1_inconclusive, v1_latency_us, ifnull(v1_cost_micro, -1), ifnull(v1_quality_micro, -1), v1_agent, "
        + "v2_failure, v2_decided + 2 * v2_inconclusive, v2_latency_us, ifnull(v2_cost_micro, -1), ifnull(v2_quality_micro, -1), v2_agent";

    private readonly NameColumn<SelectionReason> _reason = new(statement, StoredName.Reason);
    private readonly NameColumn<ShadowOutcome> _outcome = new(statement, StoredName.Outcome);
    private readonly NameColumn<LegFailure> _failure = new(statement, StoredName.Failure);

    /// <summary>The row under the statement.</summary>
    /// <exception cref="StoreException">It holds what this program did not write.</exception>
    public ReportRow Read()
    {
        var selected = Integer(0);
        var diff = Integer(3);
        var agents = diff != Missing && (diff & (long)DiffFlags.Agent) != 0;
        return new ReportRow
        {
            Selected = StoredName.PlannerOf((int)(selected & Selected)),
            Judge = StoredName.JudgeOf((int)(selected >> JudgeShift)),
            Reason = _reason.Read(1) ?? throw Unknown(),
            Outcome = _outcome.Read(2) ?? throw Unknown(),
            Diff = diff == Missing ? null : (DiffFlags)diff,
            Objective = diff == Missing ? null : Text(4),
            V1 = ReadLeg(V1, agents),
            V2 = ReadLeg(V2, agents),
        };
    }

    private ReportLeg ReadLeg(int first, bool agent)
    {
        if (_failure.Read(first) is not { } failure)
            return default;
        var flags = Integer(first + 1);
        return new ReportLeg
        {
            Sent = true,
            Failure = failure,
            Decided = (flags & Decided) != 0,
            Inconclusive = (flags & Inconclusive) != 0,
            LatencyMicros = Integer(first + 2),
            CostMicros = Figure(first + 3),
            QualityMicros = Figure(first + 4),
            Agent = agent ? Text(first + 5) : null,
        };
    }

    private long Integer(int column) => raw.sqlite3_column_int64(statement, column);

    private long? Figure(int column) => Integer(column) is var value && value == Missing ? null : value;

    private string? Text(int column) =>
        raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL ? null : raw.sqlite3_column_text(statement, column).utf8_to_string();

    private static StoreException Unknown() =>
        new("The store holds a run without a reason or an outcome: it was changed by another program.");
}
