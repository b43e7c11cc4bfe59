using System.Text.Json;
using Shadow.Detection;
using Sidecar.Guard.Contracts;
using Sidecar.Metrics;

namespace Sidecar.Guard.Judging;

/// <summary>
/// Knows v2's builds. One that was not seen before begins an epoch: what the one before did is no evidence of it. The very first one is
/// merely noted.
/// </summary>
internal sealed class BuildTracker(GuardController controller, EvidenceBook book, SidecarMetrics metrics, TimeProvider time)
{
    /// <summary>Epochs that builds may begin within an hour: a v2 that changes its build with every answer would never be judged.</summary>
    public const int MostAnHour = 3;

    private const int MostKnown = 1_000;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Queue<long> _begun = new();
    private volatile string? _newest;

    /// <summary>The build of v2's newest answer; null where none was named.</summary>
    public string? Newest => _newest;

    /// <summary>A build of an earlier life.</summary>
    public void Know(string build)
    {
        lock (_lock)
        {
            if (_known.Count < MostKnown)
                _known.Add(build);
            _newest = build;
        }
    }

    /// <summary>A build of an earlier life began an epoch: it is one of those of its hour.</summary>
    /// <param name="build">The build.</param>
    /// <param name="at">When, UTC.</param>
    public void KnowEpoch(string build, DateTimeOffset at)
    {
        Know(build);
        var (now, ago) = (time.GetTimestamp(), time.GetUtcNow() - at);
        if (ago >= Hour)
            return;
        lock (_lock)
            _begun.Enqueue(now - (long)(Math.Max(0, ago.TotalSeconds) * time.TimestampFrequency));
    }

    /// <summary>v2 answered with a build.</summary>
    public void See(string build)
    {
        var last = _newest;
        if (build == last)
            return;
        lock (_lock)
        {
            last = _newest;
            _newest = build;
            if (_known.Contains(build))
                return;
            var full = _known.Count >= MostKnown;
            var first = _known.Count == 0;
            if (!full)
                _known.Add(build);
            if (first)
                return;
            if (full || !Admit())
            {
                metrics.BuildsOverLimit.Inc();
                return;
            }

            var json = JsonSerializer.Serialize(new BuildChange(build, last), GuardJson.Readable.BuildChange);
            controller.BeginEpoch($"new build of v2: {build}", json, epoch => book.BeginEpoch(epoch, keepStreak: true));
        }
    }

    private bool Admit()
    {
        var now = time.GetTimestamp();
        while (_begun.TryPeek(out var oldest) && time.GetElapsedTime(oldest, now) >= Hour)
            _begun.Dequeue();
        if (_begun.Count >= MostAnHour)
            return false;
        _begun.Enqueue(now);
        return true;
    }
}
