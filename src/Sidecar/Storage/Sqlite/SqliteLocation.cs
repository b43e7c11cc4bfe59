using Microsoft.Data.Sqlite;

namespace Sidecar.Storage.Sqlite;

/// <summary>Where the database is: the connection string, read once. Never throws; what is wrong with it is said when it is used.</summary>
internal sealed class SqliteLocation
{
    // Seconds that a statement waits for another process's lock, where the connection string does not say.
    private const int WaitSeconds = 2;

    private readonly string? _fault;
    private readonly string _connectionString = "";

    // False for URIs, which SQLite resolves itself.
    private readonly bool _plainFile;

    public SqliteLocation(string connectionString)
    {
        try
        {
            var builder = new SqliteConnectionStringBuilder(connectionString);
            Path = builder.DataSource;
            if (Path.Length == 0 || Path == ":memory:" || builder.Mode == SqliteOpenMode.Memory)
            {
                _fault =
                    "Storage:ConnectionString must name a file, as in 'Data Source=data/sidecar.db': a database in memory keeps nothing.";
                return;
            }

            _plainFile = !Path.StartsWith("file:", StringComparison.OrdinalIgnoreCase) && Path[0] != '|';
            if (_plainFile)
                builder.DataSource = Path = System.IO.Path.GetFullPath(Path);
            if (!builder.ShouldSerialize("Default Timeout"))
                builder.DefaultTimeout = WaitSeconds;

            // Connections are kept by their owners: a pool would hold files open that an operator moved away.
            builder.Pooling = false;
            _connectionString = builder.ConnectionString;
            Timeout = TimeSpan.FromSeconds(builder.DefaultTimeout);
        }
        catch (ArgumentException e)
        {
            // The text may hold a password: the message alone is repeated.
            _fault = $"Storage:ConnectionString is no SQLite connection string, as 'Data Source=data/sidecar.db' is one: {e.Message}";
        }
    }

    /// <summary>The file's path, for messages.</summary>
    public string Path { get; } = "";

    /// <summary>How long a statement waits for another process's lock.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>False where the file was there and is no more. A connection would go on writing to a file without a name.</summary>
    public bool Present => !_plainFile || File.Exists(Path);

    /// <summary>The file's own path: links followed, a URI read, whichever way the connection string names it.</summary>
    /// <exception cref="IOException">There is no such file, and none can be made.</exception>
    public string Resolve()
    {
        try
        {
            // SQLite itself resolves it, and names what lies beside the file by the result.
            using var connection = CreateConnection();
            connection.Open();
            return connection.DataSource;
        }
        catch (SqliteException) when (_plainFile)
        {
            return Path;
        }
        catch (Exception fault) when (fault is SqliteException or StoreException)
        {
            throw new IOException(fault.Message, fault);
        }
    }

    /// <summary>Makes the folder where it is missing, and a connection, not yet open.</summary>
    /// <exception cref="StoreException">The connection string or the folder is unusable.</exception>
    public SqliteConnection CreateConnection()
    {
        if (_fault is not null)
            throw new StoreException(_fault);
        try
        {
            if (_plainFile && System.IO.Path.GetDirectoryName(Path) is { Length: > 0 } folder)
                Directory.CreateDirectory(folder);
            return new SqliteConnection(_connectionString);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The folder of the store '{Path}' cannot be created: {e.Message}", e);
        }
    }
}
