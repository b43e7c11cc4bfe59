using Shadow.Decisions;

namespace Sidecar.Storage.Sqlite;

/// <summary>A diff as columns.</summary>
internal static class DiffRow
{
    private const int Length = 9;

    public static void Write(RowWriter row, int first, DecisionDiff? diff)
    {
        if (diff is null)
        {
            row.Nulls(first, Length);
            return;
        }

        row.Flag(first, diff.AnyChange);
        row.Flag(first + 1, diff.AgentChanged);
        row.Flag(first + 2, diff.StepsChanged);
        row.Flag(first + 3, diff.ToolsChanged);
        row.Flag(first + 4, diff.DryRunChanged);
        row.Flag(first + 5, diff.StatusChanged);
        row.Integer(first + 6, diff.StepsEdit.Added);
        row.Integer(first + 7, diff.StepsEdit.Removed);
        row.Integer(first + 8, diff.StepsEdit.Moved);
    }

    public static DecisionDiff? Read(RowReader row, int first) =>
        row.IsNull(first)
            ? null
            : new DecisionDiff(
                row.Flag(first + 1),
                row.Flag(first + 2),
                row.Flag(first + 3),
                row.Flag(first + 4),
                row.Flag(first + 5),
                new StepsEdit(row.Number(first + 6), row.Number(first + 7), row.Number(first + 8))
            );
}
