namespace Sidecar.Guard.Contracts;

/// <summary>A page of the history, newest first.</summary>
/// <param name="Items">The entries.</param>
/// <param name="Next">What to give as <c>before</c> for the next page; null where this is the last.</param>
internal sealed record HistoryAnswer(IReadOnlyList<HistoryItem> Items, long? Next);
