using Shadow.Detection;
using Shadow.Runs;
using Sidecar.Storage;

namespace Sidecar.Simulation.Recorded;

/// <summary>What is found in an epoch, as its runs come.</summary>
internal sealed class EpochTally(int epoch, bool begunBefore)
{
    private long _from = long.MaxValue;
    private long _to;
    private long _v2RunsAfter;

    public long Runs { get; private set; }

    public long V2Runs { get; private set; }

    /// <summary>Runs on v2 whose leg has been evidence.</summary>
    public long V2Evidence { get; set; }

    public Verdict? Verdict { get; set; }

    public FoundBreach? Rollback { get; set; }

    public FoundBreach? Held { get; set; }

    public FoundBreach? WouldBreach { get; set; }

    /// <summary>The rollback that really happened. It is known before the runs are.</summary>
    public RecordedRollback? Recorded { get; set; }

    /// <summary>When the leg that tipped it became evidence, UTC ticks; 0 before that is known.</summary>
    public long TippedAt { get; private set; }

    /// <summary>A run has arrived; answers its number.</summary>
    public long Arrived(in RecordedRun run)
    {
        (_from, _to) = (Math.Min(_from, run.At), Math.Max(_to, run.At));
        Runs++;
        if (run.Assigned == Planner.V2)
        {
            V2Runs++;
            // Runs come in the order of their arrival, and a breach is found once all that came before it is known.
            if (Rollback is { } rollback && run.At > rollback.At.UtcTicks)
                _v2RunsAfter++;
        }

        if (Recorded is { RunId: null } untipped && run.At <= untipped.At.UtcTicks)
            Recorded = untipped with { Run = Runs };
        else if (Recorded is { } recorded && recorded.RunId == run.RunId)
            Tipped(run, recorded);
        return Runs;
    }

    private void Tipped(in RecordedRun run, RecordedRollback recorded)
    {
        Recorded = recorded with { Run = Runs };
        TippedAt = Math.Max(Near(run.V1), Near(run.V2));

        // The other leg of the run may have ended long after.
        long Near(in RecordedLeg leg) => leg.Sent && leg.KnownAt - recorded.At.UtcTicks < Drift.Ticks ? leg.KnownAt : 0;
    }

    public EpochFinding ToFinding() =>
        new()
        {
            Epoch = epoch,
            From = new DateTimeOffset(Runs == 0 ? 0 : _from, TimeSpan.Zero),
            To = new DateTimeOffset(_to, TimeSpan.Zero),
            BegunBefore = begunBefore,
            Runs = Runs,
            V2Runs = V2Runs,
            Verdict = Verdict,
            Rollback = Rollback,
            V2RunsAfter = _v2RunsAfter,
            Held = Held,
            WouldBreach = WouldBreach,
            Recorded = Recorded,
        };
}
