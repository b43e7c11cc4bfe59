using Microsoft.Data.Sqlite;
using Sidecar.Storage;
using Sidecar.Storage.Sqlite;
using Testing;

namespace Sidecar.Tests.Storage;

public sealed class SchemaMigratorTests : IDisposable
{
    private static readonly StoredSettings Settings = new(1, false, 1, 1, "anna", null, DateTimeOffset.UnixEpoch);

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteConnection _connection;

    public SchemaMigratorTests()
    {
        _connection = new SqliteConnection($"Data Source={_folder.File("sidecar.db")};Pooling=False");
        _connection.Open();
    }

    public void Dispose()
    {
        _connection.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void All_Scripts_AreNumberedFromOneWithoutAGap() =>
        Assert.Equal(Enumerable.Range(1, MigrationScripts.All.Count), MigrationScripts.All.Select(migration => migration.Version));

    [Fact]
    public void Migrate_EmptyDatabase_HasTheNewestSchema()
    {
        SchemaMigrator.Migrate(_connection, MigrationScripts.All, "x.db");

        Assert.Equal((long)MigrationScripts.All.Count, Scalar("PRAGMA user_version"));
        Assert.Equal(
            5L,
            Scalar("SELECT count(*) FROM sqlite_master WHERE name IN ('runs', 'bodies', 'settings', 'history', 'mirrorings')")
        );
        Assert.Equal((long)RunColumns.Count, Scalar("SELECT count(*) FROM pragma_table_info('runs')"));
    }

    [Fact]
    public void Migrate_OlderDatabase_AppliesOnlyWhatIsMissing()
    {
        Migration[] first = [new(1, "CREATE TABLE a (x INTEGER); INSERT INTO a VALUES (1)")];
        SchemaMigrator.Migrate(_connection, first, "x.db");

        SchemaMigrator.Migrate(_connection, [.. first, new(2, "ALTER TABLE a ADD COLUMN y INTEGER DEFAULT 2")], "x.db");

        Assert.Equal(2L, Scalar("PRAGMA user_version"));
        Assert.Equal(3L, Scalar("SELECT sum(x + y) FROM a"));
    }

    [Fact]
    public void Migrate_ScriptThatFails_LeavesTheVersionBefore()
    {
        Migration[] migrations = [new(1, "CREATE TABLE a (x INTEGER)"), new(2, "CREATE TABLE b (x INTEGER); CREATE TABLE a (x INTEGER)")];

        Assert.Throws<SqliteException>(() => SchemaMigrator.Migrate(_connection, migrations, "x.db"));

        Assert.Equal(1L, Scalar("PRAGMA user_version"));
        Assert.Equal(0L, Scalar("SELECT count(*) FROM sqlite_master WHERE name = 'b'"));
    }

    [Fact]
    public async Task Open_NewerSchema_IsRefusedAndLeftAlone()
    {
        Scalar("PRAGMA user_version = 99");
        using var database = new SqliteDatabase($"Data Source={_folder.File("sidecar.db")}");
        using var store = new SqliteSettingsStore(database);

        var fault = await Assert.ThrowsAsync<StoreException>(() => store.ReadAsync(default));

        Assert.Contains("schema version 99", fault.Message, StringComparison.Ordinal);
        Assert.Contains($"up to {MigrationScripts.All.Count}", fault.Message, StringComparison.Ordinal);
        Assert.Contains("newer program", fault.Message, StringComparison.Ordinal);
        Assert.Contains("sidecar.db", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0L, Scalar("SELECT count(*) FROM sqlite_master"));
    }

    [Fact]
    public async Task Open_NewerSchemaThatWasKilled_LeavesEveryFileAsItIs()
    {
        Scalar("PRAGMA journal_mode = WAL");
        Scalar("PRAGMA user_version = 99");
        var copy = Directory.CreateDirectory(_folder.File("killed")).FullName;
        foreach (var file in Directory.GetFiles(_folder.Path, "sidecar.db*"))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        string[] files = [Path.Combine(copy, "sidecar.db"), Path.Combine(copy, "sidecar.db-wal")];
        var before = files.Select(File.ReadAllBytes).ToList();
        using (var database = new SqliteDatabase($"Data Source={files[0]}"))
        using (var store = new SqliteSettingsStore(database))
        {
            await Assert.ThrowsAsync<StoreException>(() => store.ReadAsync(default));
            await Assert.ThrowsAsync<StoreException>(() => store.RevertAsync(0, Settings, default));
        }

        Assert.Equal(before, files.Select(File.ReadAllBytes));
    }

    [Fact]
    public async Task Open_ManyAtOnceOnAnEmptyFile_AllSucceed()
    {
        var databases = Enumerable.Range(0, 4).Select(_ => new SqliteDatabase($"Data Source={_folder.File("new.db")}")).ToArray();
        await Task.WhenAll(
            databases.Select(database =>
                Task.Run(() =>
                {
                    using var connection = database.Open(SqliteSynchronous.Full);
                })
            )
        );
        foreach (var database in databases)
            database.Dispose();
    }

    private object? Scalar(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
