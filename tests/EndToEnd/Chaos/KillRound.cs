namespace EndToEnd.Chaos;

/// <summary>One flip of the kill switch.</summary>
/// <param name="Waiting">Agents that waited for v2 when it came.</param>
/// <param name="PutMs">From sending the PUT to its answer.</param>
/// <param name="LastMs">From sending the PUT to the last byte of the last answer that was under way.</param>
/// <param name="V1Ms">v1's own latency.</param>
/// <param name="Faults">Requests without the right plan.</param>
/// <param name="CutOver">Runs that v1 answered in v2's stead.</param>
/// <param name="Late">Answers of v2 that an agent got and that began after the PUT was answered.</param>
/// <param name="Sent">Answers that v2 wrote after the PUT was answered, to connections that were being left.</param>
internal sealed record KillRound(int Waiting, double PutMs, double LastMs, double V1Ms, int Faults, int CutOver, int Late, int Sent)
{
    /// <summary>How much longer than v1's own latency the last agent waited.</summary>
    public double OverMs => LastMs - V1Ms;
}
