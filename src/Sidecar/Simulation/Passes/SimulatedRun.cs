using Shadow.Detection;
using Shadow.Runs;

namespace Sidecar.Simulation.Passes;

/// <summary>A run of a pass, while it is under way.</summary>
/// <param name="number">Its number, from 1.</param>
/// <param name="id">Its id.</param>
/// <param name="arrived">When it arrived, UTC ticks.</param>
/// <param name="assigned">The planner that the split chose.</param>
/// <param name="reason">Why.</param>
/// <param name="epoch">The epoch in which it was assigned.</param>
internal sealed class SimulatedRun(int number, Guid id, long arrived, Planner assigned, SelectionReason reason, int epoch)
{
    private DrawnLeg _v1Leg;
    private DrawnLeg _v2Leg;
    private LegSample? _v1;
    private LegSample? _v2;

    public int Number => number;

    public Guid Id => id;

    public long Arrived => arrived;

    public Planner Assigned => assigned;

    public int Epoch => epoch;

    /// <summary>True where the kill switch came before v2's answer: the run is no evidence.</summary>
    public bool CutOver { get; set; }

    /// <summary>The leg of a planner that was asked.</summary>
    public ref readonly DrawnLeg Leg(Planner planner) => ref planner == Planner.V1 ? ref _v1Leg : ref _v2Leg;

    /// <summary>A planner is asked.</summary>
    public void Ask(in DrawnLeg leg)
    {
        if (leg.Planner == Planner.V1)
            _v1Leg = leg;
        else
            _v2Leg = leg;
    }

    /// <summary>A leg has ended; answers what is known of the run by now, as the evidence is told of it.</summary>
    public RunEvidence End(Planner planner, long now)
    {
        var (v1Seen, v2Seen) = (_v1 is not null, _v2 is not null);
        var sample = LegEvidence.Sample(JudgeMode.Plans, CutOver ? SelectionReason.Cutover : reason, Leg(planner).Facts);
        if (planner == Planner.V1)
            _v1 = sample;
        else
            _v2 = sample;
        return new RunEvidence(id, epoch, assigned, now, _v1, _v2, v1Seen, v2Seen);
    }
}
