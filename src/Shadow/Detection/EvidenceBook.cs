using Shadow.Runs;

namespace Shadow.Detection;

/// <summary>
/// The evidence of the newest epoch. v2's legs of runs assigned to it stand beside v1's legs of the same runs; where those are too few,
/// v1's own runs stand in.
/// </summary>
public sealed class EvidenceBook(Func<Thresholds> thresholds) : IEvidence
{
    private readonly Lock _lock = new();
    private EpochEvidence _epoch = new(0);

    /// <inheritdoc/>
    public EvidenceStatistics Read(int epoch)
    {
        lock (_lock)
        {
            return (epoch == _epoch.Epoch ? _epoch : new EpochEvidence(epoch)).Statistics(thresholds());
        }
    }

    /// <summary>Adds a run that has ended. Runs of an older epoch than the newest seen are no evidence any more.</summary>
    /// <param name="run">The run.</param>
    /// <param name="judge">Which of its legs are evidence.</param>
    public void Add(RunRecord run, JudgeMode judge)
    {
        lock (_lock)
        {
            if (run.Epoch > _epoch.Epoch)
                _epoch = new EpochEvidence(run.Epoch);
            if (run.Epoch == _epoch.Epoch)
                _epoch.Add(run, judge, thresholds().WindowRuns);
        }
    }
}
