namespace Sidecar.Simulation.Passes;

/// <summary>When something happens, and what it comes after where that is the same moment.</summary>
/// <param name="Ticks">UTC ticks.</param>
/// <param name="Rank">The order of the kinds.</param>
/// <param name="Order">The order in which it became known.</param>
internal readonly record struct Moment(long Ticks, int Rank, long Order) : IComparable<Moment>
{
    /// <inheritdoc/>
    public int CompareTo(Moment other)
    {
        if (Ticks != other.Ticks)
            return Ticks.CompareTo(other.Ticks);
        return Rank != other.Rank ? Rank.CompareTo(other.Rank) : Order.CompareTo(other.Order);
    }
}
