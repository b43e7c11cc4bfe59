using Shadow.Runs;

namespace Sidecar.Storage;

/// <summary>A page of runs, newest first.</summary>
/// <param name="Items">The runs.</param>
/// <param name="Next">The cursor of the next page; null where this is the last.</param>
public sealed record RunPage(IReadOnlyList<RunRecord> Items, Guid? Next);
