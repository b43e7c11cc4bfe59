using System.Collections.Concurrent;
using Sidecar.Demo.Traffic;

namespace Sidecar.Tests.Demo;

/// <summary>Every progress that was reported.</summary>
internal sealed class ProgressLog
{
    private readonly ConcurrentQueue<TrafficProgress> _reported = new();

    public IReadOnlyList<TrafficProgress> Reported => [.. _reported];

    public void Add(TrafficProgress progress) => _reported.Enqueue(progress);
}
