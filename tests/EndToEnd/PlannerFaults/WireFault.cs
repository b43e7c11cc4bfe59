namespace EndToEnd.PlannerFaults;

/// <summary>A way to answer badly, at the level of bytes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kinds">The kinds of <c>planner_errors_total</c> of which the leg is charged with one; none where it is no failure.</param>
/// <param name="AnswerAsync">Answers. The connection is closed after it, unless the exchange keeps it.</param>
internal sealed record WireFault(string Name, string[] Kinds, Func<Exchange, Task> AnswerAsync)
{
    /// <summary>True where a deadline ends it.</summary>
    public bool Slow => Kinds is ["timeout"];
}
