using Sidecar.Storage;

namespace Sidecar.Guard;

/// <summary>A change that is in force and waits to be stored, or a lost write that waits to be taken back.</summary>
internal sealed class PendingWrite
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What is to be stored; null: <see cref="Revert"/> is to be taken back.</summary>
    public StoredSettings? Settings { get; set; }

    /// <summary>The history's entry.</summary>
    public HistoryEntry? Entry { get; set; }

    /// <summary>The id of the entry that is to be taken back.</summary>
    public long Revert { get; init; }

    /// <summary>Ends when the store has it.</summary>
    public Task Done => _done.Task;

    /// <summary>The store has it.</summary>
    public void Complete() => _done.TrySetResult();
}
