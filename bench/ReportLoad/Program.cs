using System.Globalization;
using ReportLoad;
using Sidecar.Storage.Sqlite;

if (args is not [var path, var number] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var runs))
{
    await Console.Error.WriteLineAsync(
        "usage: ReportLoad FILE.db RUNS: makes a store with RUNS runs and 500 rollbacks, spread over the week 2025-W42"
    );
    return 2;
}

const int Batch = 5_000;
const int Rollbacks = 500;
using var database = new SqliteDatabase($"Data Source={path}");
using var log = new SqliteRunLog(database);
var made = new MadeRuns(runs);
for (var first = 0; first < runs; first += Batch)
    await log.AppendAsync([.. Enumerable.Range(first, Math.Min(Batch, runs - first)).Select(made.Run)], default);
using var settings = new SqliteSettingsStore(database);
await MadeHistory.WriteAsync(settings, Rollbacks);
return 0;
