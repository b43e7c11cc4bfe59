using EndToEnd.Harness;
using Microsoft.Data.Sqlite;

namespace EndToEnd.Faults;

/// <summary>The store is away for longer than there is room for the runs that wait.</summary>
public sealed class AuditBoundTests
{
    private const int Body = 900_000;

    [Fact]
    public async Task StoreLockedForLong_WhatHasNoRoomIsCountedAndTheRestIsWritten()
    {
        await using var bed = await Bed.StartAsync(static settings => settings with { Keys = [("Storage:KeepBodies", true)] });
        var body = $$"""{"goal":"{{new string('x', Body)}}"}""";
        await bed.PlanAsync();
        await AuditFile.HoldsAsync(bed.Sidecar.Folder, 1);
        MetricsReading metrics;
        const int Runs = 120;
        await using (var connection = new SqliteConnection($"Data Source={bed.Sidecar.Folder}/data/sidecar.db;Pooling=False"))
        {
            await connection.OpenAsync();
            await using var transaction = connection.BeginTransaction(deferred: false);

            // 64 MiB of bodies may wait.
            var answers = await Traffic.SendAsync(bed.Sidecar.Address, 4, Runs, _ => Traffic.Plan(body: body));

            Assert.All(answers, static answer => Assert.Equal((200, null), (answer.Status, answer.Fault)));
            await bed.Guard.LedgerSettlesAsync(Runs + 1);
            metrics = await bed.Guard.MetricsAsync();
            Assert.True(metrics["planner_audit_dropped_total"] > 0, "more runs than there is room for, and none was dropped");
            Assert.Equal(Runs, metrics["planner_audit_dropped_total"] + metrics["planner_audit_queue"]);
            Assert.Contains("audit_dropped", await bed.Guard.CausesAsync());
        }

        await AuditFile.HoldsAsync(bed.Sidecar.Folder, Runs + 1 - (int)metrics["planner_audit_dropped_total"]);
        await Patience.UntilAsync(bed.Guard.CausesAsync, static causes => causes.Count == 0, static causes => string.Join(", ", causes));
    }
}
