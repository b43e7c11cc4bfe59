using System.Text.Json;
using Shadow.Decisions;
using Shadow.Runs;

namespace Sidecar.Storage.Sqlite;

/// <summary>A leg as columns.</summary>
internal static class LegRow
{
    private const int Length = RunColumns.V2 - RunColumns.V1;
    private const string NoNames = "[]";

    public static void Write(RowWriter row, int first, LegRecord? leg)
    {
        if (leg is null)
        {
            row.Nulls(first, Length);
            return;
        }

        row.Text(first, leg.Role.Name());
        row.Integer(first + 1, leg.Status);
        row.Text(first + 2, leg.Failure.Name());
        row.Flag(first + 3, leg.Inconclusive);
        row.Integer(first + 4, StoredNumber.ToMicroseconds(leg.LatencyMs));
        row.Integer(first + 5, leg.TtfbMs is { } ttfb ? StoredNumber.ToMicroseconds(ttfb) : null);
        row.Integer(first + 6, leg.Signals.CostCents is { } cost ? StoredNumber.ToMillionths(cost) : null);
        row.Integer(first + 7, leg.Signals.Quality is { } quality ? StoredNumber.ToMillionths(quality) : null);
        row.Text(first + 8, leg.Signals.Build);
        row.Flag(first + 9, leg.Decision is not null);
        row.Text(first + 10, leg.Decision?.Agent);
        row.Flag(first + 11, leg.Decision?.DryRun);
        row.Text(first + 12, leg.Decision?.Objective);
        row.Text(first + 13, leg.Decision is { } steps ? Names(steps.Steps) : null);
        row.Text(first + 14, leg.Decision is { } tools ? Names(tools.Tools) : null);
    }

    public static LegRecord? Read(RowReader row, int first, Planner planner, byte[]? body) =>
        row.IsNull(first)
            ? null
            : new LegRecord
            {
                Planner = planner,
                Role = StoredName.Role(row.Text(first)),
                Status = (int?)row.IntegerOrNull(first + 1),
                Failure = StoredName.Failure(row.Text(first + 2)),
                Inconclusive = row.Flag(first + 3),
                LatencyMs = StoredNumber.FromMicroseconds(row.Integer(first + 4)),
                TtfbMs = row.IntegerOrNull(first + 5) is { } ttfb ? StoredNumber.FromMicroseconds(ttfb) : null,
                Signals = new LegSignals(
                    row.IntegerOrNull(first + 6) is { } cost ? StoredNumber.FromMillionths(cost) : null,
                    row.IntegerOrNull(first + 7) is { } quality ? StoredNumber.FromMillionths(quality) : null,
                    row.TextOrNull(first + 8)
                ),
                Decision = row.Flag(first + 9) ? ReadDecision(row, first + 10) : null,
                Body = body,
            };

    private static Decision ReadDecision(RowReader row, int first) =>
        new(
            row.TextOrNull(first),
            Names(row.Text(first + 3)),
            Names(row.Text(first + 4)),
            row.FlagOrNull(first + 1),
            row.TextOrNull(first + 2)
        );

    private static string Names(IReadOnlyList<string> names) =>
        names.Count == 0 ? NoNames : JsonSerializer.Serialize(names, StoredJson.Default.IReadOnlyListString);

    private static string[] Names(string json) =>
        json == NoNames ? [] : JsonSerializer.Deserialize(json, StoredJson.Default.StringArray) ?? [];
}
