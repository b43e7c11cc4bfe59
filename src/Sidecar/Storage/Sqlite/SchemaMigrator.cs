using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Sidecar.Storage.Sqlite;

/// <summary>Brings a database to the schema of this program. Its version is <c>PRAGMA user_version</c>.</summary>
internal static class SchemaMigrator
{
    /// <summary>Applies what is missing, each migration in a transaction of its own.</summary>
    /// <exception cref="StoreException">The database was written by a newer program; nothing was changed.</exception>
    public static void Migrate(SqliteConnection connection, IReadOnlyList<Migration> migrations, string path)
    {
        if (CheckKnown(connection, migrations, path) == migrations[^1].Version)
            return;
        foreach (var migration in migrations)
            Apply(connection, migration);
    }

    /// <summary>The version of a database that this program can use.</summary>
    /// <exception cref="StoreException">The database was written by a newer program.</exception>
    public static int CheckKnown(SqliteConnection connection, IReadOnlyList<Migration> migrations, string path)
    {
        var known = migrations[^1].Version;
        var version = Version(connection);
        return version <= known
            ? version
            : throw new StoreException(
                $"The store '{path}' has schema version {version}, and this program knows versions up to {known}: "
                    + "run the newer program that wrote it, or point Storage:ConnectionString at another file."
            );
    }

    private static void Apply(SqliteConnection connection, Migration migration)
    {
        using var transaction = connection.BeginTransaction(deferred: false);

        // Read again inside the write lock: another process may have been here between the first look and now.
        if (Version(connection) < migration.Version)
        {
            Execute(connection, migration.Sql);
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {migration.Version}"));
        }

        transaction.Commit();
    }

    private static int Version(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

#pragma warning disable CA2100 // The scripts are the program's own.
    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
#pragma warning restore CA2100
}
