using Sidecar.Demo.Planners;

namespace Sidecar.Demo;

/// <summary>What the demo asks of its sidecar. POST is split without a sticky key, so that shares are comparable, and mirrored.</summary>
/// <param name="DataFolder">A temporary folder for store and token; the demo deletes it.</param>
/// <param name="FirstPort">The loopback port to try first; the next free one is taken.</param>
/// <param name="V1">The sample planner v1.</param>
/// <param name="V2">The sample planner v2.</param>
internal sealed record DemoSidecarSettings(string DataFolder, int FirstPort, SamplePlanner V1, SamplePlanner V2);
