namespace Sidecar.Storage.Sqlite;

/// <summary>The settings and their history in SQLite.</summary>
internal sealed class SqliteSettingsStore(SqliteDatabase database) : ISettingsStore, IDisposable
{
    // Full: a setting whose answer said that it is durable survives the loss of power.
    private readonly SqliteWriter<SettingsStatements> _writer = new(
        database,
        SqliteSynchronous.Full,
        connection => new SettingsStatements(connection)
    );

    public Task<StoredSettings?> ReadAsync(CancellationToken cancellationToken) =>
        database.Readers.ReadAsync(SettingsRow.Read, cancellationToken);

    public Task<long> WriteAsync(StoredSettings settings, HistoryEntry entry, CancellationToken cancellationToken) =>
        _writer.WriteAsync(
            (statements, transaction) =>
            {
                statements.Replace(settings, transaction);
                return statements.Insert(entry, transaction);
            },
            cancellationToken
        );

    public Task RevertAsync(long entryId, StoredSettings settings, CancellationToken cancellationToken) =>
        _writer.WriteAsync(
            (statements, transaction) =>
            {
                statements.Remove(entryId, transaction);
                statements.Replace(settings, transaction);
                return entryId;
            },
            cancellationToken
        );

    public async Task<IReadOnlyList<HistoryEntry>> HistoryAsync(long? before, int limit, CancellationToken cancellationToken) =>
        await database
            .Readers.ReadAsync(connection => HistoryRow.Read(connection, before, limit, onlyRollbacks: false), cancellationToken)
            .ConfigureAwait(false);

    public Task<HistoryEntry?> LastRollbackAsync(CancellationToken cancellationToken) =>
        database.Readers.ReadAsync(
            connection => HistoryRow.Read(connection, before: null, limit: 1, onlyRollbacks: true).FirstOrDefault(),
            cancellationToken
        );

    public async Task<int> LookAsync(CancellationToken cancellationToken)
    {
        await _writer.LookAsync(cancellationToken).ConfigureAwait(false);
        return database.Losses;
    }

    public void Dispose() => _writer.Dispose();
}
