using System.Threading.Channels;
using Shadow.Runs;

namespace Sidecar.Recording;

/// <summary>How runs are gathered: as many as come within a short window, one transaction for all of them.</summary>
internal static class Batches
{
    /// <summary>Runs of a batch at the most.</summary>
    public const int MaxRuns = 500;

    /// <summary>How long the first run of a batch waits for others. With the time to write it stays below 100 ms.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// How much longer to wait before taking a batch. Runs that came while the one before was being written have waited since it was taken at
    /// the earliest; so their window began then.
    /// </summary>
    /// <param name="waiting">Runs that wait now.</param>
    /// <param name="sinceLast">Time since the batch before was taken; null where the queue was empty since.</param>
    public static TimeSpan Wait(int waiting, TimeSpan? sinceLast)
    {
        if (waiting >= MaxRuns)
            return TimeSpan.Zero;
        var rest = Window - (sinceLast ?? TimeSpan.Zero);
        return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
    }

    /// <summary>Takes what waits, at most <see cref="MaxRuns"/>, into an empty list.</summary>
    public static void Take(ChannelReader<RunRecord> queue, List<RunRecord> batch)
    {
        batch.Clear();
        while (batch.Count < MaxRuns && queue.TryRead(out var run))
            batch.Add(run);
    }
}
