using Microsoft.Data.Sqlite;
using Shadow.Runs;
using Sidecar.Storage.Sqlite;
using Sidecar.Tests.Fakes;
using SQLitePCL;
using Testing;

namespace Sidecar.Tests.Storage;

/// <summary>The evidence is read before the sidecar is ready: that must not take longer because the store is large.</summary>
public sealed class EvidencePlanTests : IDisposable
{
    private const int Epoch = 3;
    private const int Runs = 5;

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteRunLog _log;

    public EvidencePlanTests()
    {
        _database = new SqliteDatabase($"Data Source={_folder.File("sidecar.db")}");
        _log = new SqliteRunLog(_database);
    }

    public void Dispose()
    {
        _log.Dispose();
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Newest_EveryStatement_WalksTheIndexOfTheEpochInItsOrder()
    {
        using var connection = _database.Open(SqliteSynchronous.Normal);
        var statements = new List<string>();
        raw.sqlite3_trace(connection.Handle, (_, sql) => statements.Add(sql), null);
        EvidenceSelect.Newest(connection, Epoch, Runs, default);
        raw.sqlite3_trace(connection.Handle, default(strdelegate_trace), null);

        Assert.NotEmpty(statements);
        foreach (var statement in statements)
        {
            // One step alone: there is no scan, no other index, and nothing is sorted.
            var step = Assert.Single(Plan(connection, statement));
            Assert.StartsWith("SEARCH runs USING INDEX runs_by_assigned (epoch=? AND assigned=?", step, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Newest_TenTimesTheRuns_TakesTheSameSteps()
    {
        await AppendAsync(20);
        var few = Steps();
        await AppendAsync(200);
        Assert.Equal(few, Steps());
    }

    // v2 got runs at the beginning, since then v1 alone did; runs of the next epoch lie between.
    private Task AppendAsync(int runs)
    {
        var batch = new List<RunRecord>();
        for (var number = 0; number < runs; number++)
        {
            var assigned = number < 2 * Runs ? Planner.V2 : Planner.V1;
            batch.Add(SampleRuns.Run(SampleRuns.Start.AddHours(number), assigned) with { Epoch = Epoch });
            batch.Add(SampleRuns.Run(SampleRuns.Start.AddHours(number), assigned) with { Epoch = Epoch + 1 });
        }

        return _log.AppendAsync(batch, default);
    }

    private int Steps()
    {
        using var connection = _database.Open(SqliteSynchronous.Normal);
        var steps = 0;
        raw.sqlite3_progress_handler(
            connection.Handle,
            1,
            _ =>
            {
                steps++;
                return 0;
            },
            null
        );
        Assert.Equal(2 * Runs, EvidenceSelect.Newest(connection, Epoch, Runs, default).Count);
        return steps;
    }

    private static List<string> Plan(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {statement}";
        using var reader = command.ExecuteReader();
        var steps = new List<string>();
        while (reader.Read())
            steps.Add(reader.GetString(3));
        return steps;
    }
}
