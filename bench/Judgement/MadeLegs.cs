using Shadow.Detection;
using Shadow.Runs;

namespace JudgementBench;

/// <summary>
/// Legs as planners make them, all of the memory taken beforehand: latencies with a long tail, one in a hundred failed, never a breach. Run
/// ids come round again long after their run has left the window.
/// </summary>
internal sealed class MadeLegs(int windowRuns)
{
    private readonly Guid[] _runIds = [.. Enumerable.Range(0, 4 * windowRuns).Select(static _ => Guid.CreateVersion7())];
    private readonly LegSample[] _samples = Samples(new Random(42));
    private int _run = -1;
    private int _sample = -1;

    /// <summary>A leg's sample.</summary>
    public LegSample Sample() => _samples[_sample = (_sample + 1) % _samples.Length];

    /// <summary>The id of a run that is in no window.</summary>
    public Guid RunId() => _runIds[_run = (_run + 1) % _runIds.Length];

    // A prime, so that runs do not meet the same sample again.
    private static LegSample[] Samples(Random random) =>
        [
            .. Enumerable
                .Range(0, 9_973)
                .Select(number =>
                    LegSample.Of(
                        number % 100 == 0 ? LegFailure.Status5xx : LegFailure.None,
                        20 - 60 * Math.Log(1 - random.NextDouble()),
                        random.NextDouble() * 3,
                        random.Next(80, 101)
                    )
                ),
        ];
}
