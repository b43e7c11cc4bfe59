namespace EndToEnd.Chaos;

/// <summary>What an agent saw of one request.</summary>
/// <param name="Number">The request's number.</param>
/// <param name="Sent">When it was sent, as a timestamp.</param>
/// <param name="Ended">When its answer's last byte came, or it was over otherwise.</param>
/// <param name="Selected">The planner whose answer it was; null where none was named.</param>
/// <param name="Reason">Why that one; null where none was named.</param>
/// <param name="Fault">What was wrong; null where the right plan came whole.</param>
internal readonly record struct Sight(int Number, long Sent, long Ended, string? Selected, string? Reason, string? Fault);
