using System.Collections.Concurrent;
using Shadow.Detection;
using Shadow.Runs;
using Sidecar.Storage;

namespace Sidecar.Recording;

/// <summary>
/// Puts late qualities into the record and the evidence. A run is under way, then waits to be written, then is written, and no moment lies
/// between; so a quality that finds its run not yet written is held, and whoever writes the run takes it along.
/// </summary>
internal sealed class LateQualities(IRunLog log, RunRecorder recorder, RunRegistry runs, EvidenceBook evidence) : IDisposable
{
    private readonly ConcurrentDictionary<(Guid RunId, Planner Planner), double> _held = new();

    // One at a time, so that of two qualities for a run the later one stays, in the record as in the evidence.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Takes qualities in, in their order. Returns for each whether there is a run of that id with a leg of that planner.</summary>
    /// <exception cref="StoreException">
    /// The store did not take them, or failed when it was asked a second time for those that it had not found. What was taken is in record and
    /// evidence alike, and to send it again changes nothing.
    /// </exception>
    public async Task<IReadOnlyList<bool>> RateAsync(IReadOnlyList<LateQuality> qualities, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var taken = (await StoreAsync(qualities, cancellationToken)).ToArray();
            try
            {
                await FindAsync(qualities, taken, cancellationToken);
            }
            finally
            {
                for (var i = 0; i < taken.Length; i++)
                {
                    if (taken[i])
                        evidence.Rate(qualities[i].RunId, qualities[i].Planner, qualities[i].Quality);
                }
            }

            return taken;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// The record of a run that has just ended, with the qualities that came before its end, or the same where there are none; the evidence
    /// gets them too.
    /// </summary>
    public RunRecord Apply(RunRecord run)
    {
        if (_held.IsEmpty)
            return run;
        var (v1, v2) = (Apply(run.RunId, run.V1), Apply(run.RunId, run.V2));
        return ReferenceEquals(v1, run.V1) && ReferenceEquals(v2, run.V2) ? run : run with { V1 = v1, V2 = v2 };
    }

    /// <summary>Runs were written: what came for them meanwhile is written after them.</summary>
    /// <exception cref="StoreException">The store did not take it. It is still held: to ask again is to try again.</exception>
    public async Task WrittenAsync(IReadOnlyList<RunRecord> batch, CancellationToken cancellationToken)
    {
        if (_held.IsEmpty)
            return;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var taken = Take(batch);
            if (taken.Count == 0)
                return;
            try
            {
                await log.RateAsync(taken, cancellationToken).WaitAsync(cancellationToken);
            }
            catch
            {
                // Nobody holds another meanwhile: these runs are written, and newer qualities go to the store.
                foreach (var late in taken)
                    _held[(late.RunId, late.Planner)] = late.Quality;
                throw;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Nothing more will be written for these runs. Returns how many qualities were held for them.</summary>
    public int Forget(IReadOnlyList<RunRecord> batch) => _held.IsEmpty ? 0 : Take(batch).Count;

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    // Those that the store has not: they are not written yet, or have been while they were looked for.
    private async Task FindAsync(IReadOnlyList<LateQuality> qualities, bool[] taken, CancellationToken cancellationToken)
    {
        var again = new List<int>();
        for (var i = 0; i < taken.Length; i++)
        {
            if (!taken[i] && !(taken[i] = TryHold(qualities[i])))
                again.Add(i);
        }

        if (again.Count == 0)
            return;
        var found = await StoreAsync([.. again.Select(i => qualities[i])], cancellationToken);
        for (var i = 0; i < again.Count; i++)
            taken[again[i]] = found[i];
    }

    // What the store has taken is newer than what is held for the same leg, which its writer has not come past yet.
    private async Task<IReadOnlyList<bool>> StoreAsync(IReadOnlyList<LateQuality> qualities, CancellationToken cancellationToken)
    {
        var taken = await log.RateAsync(qualities, cancellationToken);
        for (var i = 0; i < taken.Count; i++)
        {
            if (taken[i])
                _held.TryRemove((qualities[i].RunId, qualities[i].Planner), out _);
        }

        return taken;
    }

    private LegRecord? Apply(Guid runId, LegRecord? leg)
    {
        if (leg is null || !_held.TryGetValue((runId, leg.Planner), out var quality))
            return leg;
        evidence.Rate(runId, leg.Planner, quality);
        // A newer one that was held meanwhile may be in the evidence already, and be the older one there now.
        while (_held.TryGetValue((runId, leg.Planner), out var newer) && newer != quality)
            evidence.Rate(runId, leg.Planner, quality = newer);
        return leg with { Signals = leg.Signals with { Quality = quality } };
    }

    private bool TryHold(LateQuality quality)
    {
        if (!NotYetWritten(quality))
            return false;
        var key = (quality.RunId, quality.Planner);
        _held[key] = quality.Quality;
        // Still not written: its writer comes past here after this, and finds it. Otherwise it may have come past before.
        return NotYetWritten(quality) || !_held.TryRemove(key, out _);
    }

    private bool NotYetWritten(LateQuality quality)
    {
        if (runs.Find(quality.RunId) is { } open)
            return open.Primary.Planner == quality.Planner || (open.Rescue ?? open.Shadow) is not null;
        return recorder.Find(quality.RunId)?.Leg(quality.Planner) is not null;
    }

    private List<LateQuality> Take(IReadOnlyList<RunRecord> batch)
    {
        var taken = new List<LateQuality>();
        foreach (var run in batch)
        {
            Take(run.RunId, Planner.V1, taken);
            Take(run.RunId, Planner.V2, taken);
        }

        return taken;
    }

    private void Take(Guid runId, Planner planner, List<LateQuality> taken)
    {
        if (_held.TryRemove((runId, planner), out var quality))
            taken.Add(new LateQuality(runId, planner, quality));
    }
}
