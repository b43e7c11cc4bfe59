namespace Sidecar.Demo.Traffic;

/// <summary>How far a stretch of traffic is.</summary>
/// <param name="Done">Runs answered.</param>
/// <param name="Total">Runs to send; 0 where they are sent until something happens.</param>
/// <param name="V2">Of those answered, by v2.</param>
/// <param name="Waiting">Agents that wait for their answer.</param>
internal readonly record struct TrafficProgress(int Done, int Total, int V2, int Waiting = 0)
{
    /// <summary>True where all were answered.</summary>
    public bool Whole => Total > 0 && Done >= Total;
}
