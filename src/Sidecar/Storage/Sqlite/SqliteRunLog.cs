using Shadow.Detection;
using Shadow.Runs;

namespace Sidecar.Storage.Sqlite;

/// <summary>The audit log in SQLite. A page holds runs without their bodies; a run that is read alone has them.</summary>
internal sealed class SqliteRunLog(SqliteDatabase database) : IRunLog, IDisposable
{
    // Of a crash of the machine the log may lose its last moments; of a crash of the process nothing that was committed.
    private readonly SqliteWriter<RunStatements> _writer = new(
        database,
        SqliteSynchronous.Normal,
        connection => new RunStatements(connection)
    );

    public async Task AppendAsync(IReadOnlyList<RunRecord> batch, CancellationToken cancellationToken)
    {
        await _writer
            .WriteAsync(
                (statements, transaction) =>
                {
                    statements.Insert(batch, transaction, cancellationToken);
                    return batch.Count;
                },
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    public Task<RunPage> ReadAsync(RunQuery query, CancellationToken cancellationToken) =>
        database.Readers.ReadAsync(connection => RunSelect.Page(connection, query, cancellationToken), cancellationToken);

    public Task<RunRecord?> FindAsync(Guid runId, CancellationToken cancellationToken) =>
        database.Readers.ReadAsync(connection => RunSelect.One(connection, runId), cancellationToken);

    public Task<IReadOnlyList<StoredEvidence>> EvidenceAsync(
        int epoch,
        int runs,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        database.Readers.ReadAsync(connection => EvidenceSelect.Newest(connection, epoch, runs, now, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<MirrorCount>> MirroringsAsync(int epoch, CancellationToken cancellationToken) =>
        database.Readers.ReadAsync(connection => MirrorStatement.Read(connection, epoch), cancellationToken);

    public Task<IReadOnlyList<bool>> RateAsync(IReadOnlyList<LateQuality> qualities, CancellationToken cancellationToken) =>
        _writer.WriteAsync<IReadOnlyList<bool>>(
            (statements, transaction) => [.. qualities.Select(quality => statements.Rate(quality, transaction))],
            cancellationToken
        );

    public Task<int> DeleteBeforeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        _writer.WriteAsync((statements, transaction) => statements.DeleteBefore(before, limit, transaction), cancellationToken);

    public void Dispose() => _writer.Dispose();
}
