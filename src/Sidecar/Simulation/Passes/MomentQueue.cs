namespace Sidecar.Simulation.Passes;

/// <summary>What is still to happen, in the order of its time.</summary>
internal sealed class MomentQueue<T>
{
    private readonly PriorityQueue<T, Moment> _waiting = new();
    private long _order;

    /// <summary>How much there is.</summary>
    public int Count => _waiting.Count;

    /// <summary>Adds something.</summary>
    /// <param name="ticks">When, UTC ticks.</param>
    /// <param name="rank">Of what happens in the same moment, the lower comes first.</param>
    /// <param name="happening">What.</param>
    public void Add(long ticks, int rank, in T happening) => _waiting.Enqueue(happening, new Moment(ticks, rank, _order++));

    /// <summary>Takes out what happens next; false where there is nothing before a time.</summary>
    /// <param name="before">The time, UTC ticks.</param>
    /// <param name="happening">What.</param>
    /// <param name="ticks">When, UTC ticks.</param>
    public bool TryTake(long before, out T happening, out long ticks)
    {
        if (_waiting.TryPeek(out happening!, out var moment) && moment.Ticks < before)
        {
            ticks = moment.Ticks;
            _waiting.Dequeue();
            return true;
        }

        ticks = 0;
        return false;
    }
}
