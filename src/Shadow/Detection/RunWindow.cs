namespace Shadow.Detection;

/// <summary>
/// The newest runs, in the order in which their judged leg ended, with that leg and the one beside it. All of its memory is taken when it
/// is made. Not thread-safe.
/// </summary>
internal sealed class RunWindow
{
    private readonly Slot[] _slots;
    private readonly Dictionary<Guid, int> _byRun;
    private int _oldest;

    public RunWindow(int capacity)
    {
        Capacity = capacity;
        _slots = new Slot[capacity];
        _byRun = new Dictionary<Guid, int>(capacity + 1);
        (Judged, Beside) = (new LegSide(capacity), new LegSide(capacity));
    }

    /// <summary>Runs at the most.</summary>
    public int Capacity { get; }

    /// <summary>Runs in it.</summary>
    public int Count { get; private set; }

    /// <summary>The legs that brought their runs in.</summary>
    public LegSide Judged { get; }

    /// <summary>The other planner's legs of the same runs, as far as they are known.</summary>
    public LegSide Beside { get; }

    /// <summary>Runs of which both legs are known.</summary>
    public int Pairs { get; private set; }

    /// <summary>Of them, those whose judged leg failed.</summary>
    public int PairsJudgedFailed { get; private set; }

    /// <summary>Of them, those whose leg beside failed.</summary>
    public int PairsBesideFailed { get; private set; }

    /// <summary>Where a run is; -1 where it is not.</summary>
    public int Find(Guid runId) => _byRun.TryGetValue(runId, out var slot) ? slot : -1;

    /// <summary>The run of a place, counted from the oldest.</summary>
    public int SlotAt(int index) => (_oldest + index) % Capacity;

    /// <summary>The run in a slot.</summary>
    public Guid RunAt(int slot) => _slots[slot].RunId;

    /// <summary>What the owner noted of a run.</summary>
    public ref int MarkAt(int slot) => ref _slots[slot].Mark;

    /// <summary>Adds a run, and lets the oldest go where there is no more room; returns its slot.</summary>
    public int Add(Guid runId, long endedAt, in LegSample judged, LegSample? beside)
    {
        if (Count == Capacity)
            RemoveOldest();
        var slot = SlotAt(Count++);
        _slots[slot] = new Slot { RunId = runId, EndedAt = endedAt };
        _byRun[runId] = slot;
        Put(slot, judged, beside);
        return slot;
    }

    /// <summary>Completes or corrects a run; a leg that is null stays as it was. False where nothing changed.</summary>
    public bool Put(int slot, LegSample? judged, LegSample? beside)
    {
        CountPair(slot, -1);
        var changed = Put(Judged, slot, judged, RatedLegs.Judged) | Put(Beside, slot, beside, RatedLegs.Beside);
        CountPair(slot, 1);
        return changed;
    }

    /// <summary>Puts a late quality in the place of the reported one; it stays, whatever is still learnt of the run.</summary>
    public void Rate(int slot, bool judged, long qualityMicros)
    {
        var side = judged ? Judged : Beside;
        if (side.At(slot) is not { } sample)
            return;
        side.Put(slot, sample.WithQuality(qualityMicros));
        _slots[slot].Rated |= judged ? RatedLegs.Judged : RatedLegs.Beside;
    }

    /// <summary>Lets the runs go that ended before a moment, by the timestamps of the clock.</summary>
    public void RemoveBefore(long endedAt)
    {
        while (Count > 0 && _slots[_oldest].EndedAt < endedAt)
            RemoveOldest();
    }

    /// <summary>The same runs, the newest of them, in a window of another size.</summary>
    public RunWindow Resized(int capacity)
    {
        var next = new RunWindow(capacity);
        for (var index = Math.Max(0, Count - capacity); index < Count; index++)
        {
            var slot = SlotAt(index);
            var at = next.Add(_slots[slot].RunId, _slots[slot].EndedAt, Judged.At(slot)!.Value, Beside.At(slot));
            next._slots[at] = _slots[slot];
        }

        return next;
    }

    private bool Put(LegSide side, int slot, LegSample? sample, RatedLegs leg)
    {
        if (sample is not { } known)
            return false;
        var rated = (_slots[slot].Rated & leg) != RatedLegs.None;
        return side.Put(slot, rated ? known.WithQuality(side.At(slot)?.QualityMicros) : known);
    }

    private void RemoveOldest()
    {
        CountPair(_oldest, -1);
        Judged.Clear(_oldest);
        Beside.Clear(_oldest);
        _byRun.Remove(_slots[_oldest].RunId);
        _oldest = (_oldest + 1) % Capacity;
        Count--;
    }

    private void CountPair(int slot, int one)
    {
        if (Judged.At(slot) is not { Outcome: not LegOutcome.Hedged } judged || Beside.At(slot) is not { } beside)
            return;
        Pairs += one;
        PairsJudgedFailed += judged.Failed ? one : 0;
        PairsBesideFailed += beside.Failed ? one : 0;
    }

    [Flags]
    private enum RatedLegs
    {
        None = 0,
        Judged = 1,
        Beside = 2,
    }

    private struct Slot
    {
        public Guid RunId;
        public long EndedAt;
        public int Mark;
        public RatedLegs Rated;
    }
}
