using Shadow.Runs;

namespace Sidecar.Storage.Sqlite;

/// <summary>A run as columns, in the order of <see cref="RunColumns"/>.</summary>
internal static class RunRow
{
    private const int Diff = 15;

    public static void Write(RowWriter row, RunRecord run)
    {
        row.Blob(0, RunKey.Of(run.RunId));
        row.Integer(1, StoredTime.ToMicroseconds(run.At));
        row.Text(2, run.Method);
        row.Text(3, run.Path);
        row.Text(4, run.StickyKeyHash);
        row.Value(5, run.TraceId is { } traceId ? StoredTraceId.ToStored(traceId) : null);
        row.Integer(6, run.Status);
        row.Integer(7, StoredName.Number(run.Assigned));
        row.Integer(8, StoredName.Number(run.Selected));
        row.Text(9, run.Reason.Name());
        row.Text(10, run.Outcome.Name());
        row.Text(11, run.Answer?.Decision?.Agent);
        row.Real(12, run.CanaryPct);
        row.Flag(13, run.KillSwitch);
        row.Integer(14, run.Epoch);
        DiffRow.Write(row, Diff, run.Diff);
        LegRow.Write(row, RunColumns.V1, run.V1);
        LegRow.Write(row, RunColumns.V2, run.V2);
        row.Integer(RunColumns.Judge, StoredName.Number(run.Judge));
    }

    public static RunRecord Read(RowReader row, RunBodies? bodies) =>
        new()
        {
            RunId = new Guid(row.Blob(0), bigEndian: true),
            At = StoredTime.FromMicroseconds(row.Integer(1)),
            Method = row.Text(2),
            Path = row.Text(3),
            StickyKeyHash = row.TextOrNull(4),
            TraceId = row.ValueOrNull(5) is { } traceId ? StoredTraceId.FromStored(traceId) : null,
            Status = row.Number(6),
            Assigned = StoredName.PlannerOf(row.Number(7)),
            Selected = StoredName.PlannerOf(row.Number(8)),
            Reason = StoredName.Reason(row.Text(9)),
            Outcome = StoredName.Outcome(row.Text(10)),
            CanaryPct = row.Real(12),
            KillSwitch = row.Flag(13),
            Epoch = row.Number(14),
            Diff = DiffRow.Read(row, Diff),
            V1 = LegRow.Read(row, RunColumns.V1, Planner.V1, bodies?.V1),
            V2 = LegRow.Read(row, RunColumns.V2, Planner.V2, bodies?.V2),
            Judge = StoredName.JudgeOf(row.Number(RunColumns.Judge)),
            RequestBody = bodies?.Request,
        };
}
