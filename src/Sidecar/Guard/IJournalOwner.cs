using Sidecar.Storage;

namespace Sidecar.Guard;

/// <summary>Whose settings a journal writes. Every call but <see cref="Rebase"/> comes under the shared lock.</summary>
internal interface IJournalOwner
{
    /// <summary>The store has the settings of that version; <paramref name="all"/>: and nothing waits any more.</summary>
    void Durable(long? version, bool all);

    /// <summary>Something in force is not in the store.</summary>
    void NotDurable(string why);

    /// <summary>The settings that could not be read at the start have been read: versions go on from theirs.</summary>
    /// <param name="stored">What was stored; null: nothing yet.</param>
    /// <param name="rollback">The newest rollback.</param>
    /// <param name="shift">Applies a function to everything that waits; to be called under the lock.</param>
    void Rebase(StoredSettings? stored, HistoryEntry? rollback, Action<Action<PendingWrite>> shift);
}
