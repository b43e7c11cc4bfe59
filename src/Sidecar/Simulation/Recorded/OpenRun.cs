using Shadow.Detection;
using Shadow.Runs;
using Sidecar.Storage;

namespace Sidecar.Simulation.Recorded;

/// <summary>A recorded run, while its legs end.</summary>
/// <param name="recorded">The run.</param>
/// <param name="number">Its number among the runs of its epoch, from 1.</param>
internal sealed class OpenRun(in RecordedRun recorded, long number)
{
    private readonly RecordedRun _recorded = recorded;
    private bool _v1Known;
    private bool _v2Known;

    /// <summary>The run.</summary>
    public ref readonly RecordedRun Recorded => ref _recorded;

    /// <summary>Its number among the runs of its epoch.</summary>
    public long Number => number;

    /// <summary>A leg has become evidence; answers what is known of the run by now.</summary>
    public RunEvidence Know(Planner planner, long now)
    {
        var (v1Seen, v2Seen) = (_v1Known && _recorded.V1.Sample is not null, _v2Known && _recorded.V2.Sample is not null);
        if (planner == Planner.V1)
            _v1Known = true;
        else
            _v2Known = true;
        return new RunEvidence(
            _recorded.RunId,
            _recorded.Epoch,
            _recorded.Assigned,
            now,
            _v1Known ? _recorded.V1.Sample : null,
            _v2Known ? _recorded.V2.Sample : null,
            v1Seen,
            v2Seen
        );
    }
}
