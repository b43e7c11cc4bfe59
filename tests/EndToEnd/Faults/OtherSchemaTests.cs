using EndToEnd.Harness;
using Microsoft.Data.Sqlite;
using Sidecar.Storage.Sqlite;

namespace EndToEnd.Faults;

/// <summary>A store that another version of the program has written.</summary>
public sealed class OtherSchemaTests
{
    private const string RunId = "0199f0a0-0000-7000-8000-000000000001";

    [Fact]
    public async Task OlderSchema_IsMigratedAndKeepsWhatIsInIt()
    {
        await using var bed = await Bed.StartAsync(static settings =>
        {
            Write(settings, MigrationScripts.All[0].Sql, "PRAGMA user_version = 1");
            return settings with { CanaryPct = 0 };
        });

        var config = (await bed.Guard.StatusAsync())["config"]!;
        Assert.Equal((30, 4L, "ana"), ((double)config["canary_pct"]!, (long)config["version"]!, (string?)config["updated_by"]));
        Assert.Equal("inbox_triage", (string?)(await bed.Guard.RunAsync(RunId))["agent"]);
        Assert.Equal(1, (int)(await bed.Guard.StatusAsync())["stats"]!["v2"]!["samples"]!);
        await bed.PlanAsync();
        await AuditFile.HoldsAsync(bed.Sidecar.Folder, 2);
        Assert.Equal(
            MigrationScripts.All.Count.ToString(System.Globalization.CultureInfo.InvariantCulture),
            AuditFile.Query(bed.Sidecar.Folder, "PRAGMA user_version")[0][0]
        );
        Assert.Empty(await bed.Guard.CausesAsync());
    }

    [Fact]
    public async Task NewerSchema_KillSwitchIsOnAndNothingIsChangedInIt()
    {
        await using var store = await BrokenStore.StartAsync();
        byte[] before = [];
        await store.RestartAsync(() =>
        {
            AuditFile.Query(store.Bed.Sidecar.Folder, "PRAGMA user_version = 99");
            before = File.ReadAllBytes(store.File);
        });

        await store.SaysAsync("settings_unreadable", "schema version 99");
        await store.AssertBrokenAsync("run the newer program that wrote it", readable: false);

        Assert.Equal(before, await File.ReadAllBytesAsync(store.File));
        File.Move(store.File, store.File + ".newer");
        await store.AssertMendedAsync(whole: false);
    }

    private static void Write(SidecarSettings settings, params string[] statements)
    {
        var data = Directory.CreateDirectory(Path.Combine(settings.Folder!, "data"));
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data.FullName, "sidecar.db")};Pooling=False");
        connection.Open();
        string[] rows =
        [
            "INSERT INTO settings VALUES (1, 30, 0, 2, 4, 'ana', 'step one', 1760000000000000)",
            $"""
                INSERT INTO runs (run_id, at, method, path, status, assigned, selected, reason, outcome, agent, canary_pct, kill_switch, epoch,
                    v2_role, v2_status, v2_failure, v2_inconclusive, v2_latency_us, v2_decided, v2_agent, v2_steps, v2_tools)
                VALUES (x'{RunId.Replace("-", "", StringComparison.Ordinal)}', 1760000000000000, 'POST', '/plan', 200, 2, 2, 'canary',
                    'disabled', 'inbox_triage', 30, 0, 2, 'primary', 200, 'none', 0, 45000, 1, 'inbox_triage', '[]', '[]')
                """,
        ];
        foreach (var statement in statements.Concat(rows))
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the test's own.
            command.CommandText = statement;
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }
    }
}
