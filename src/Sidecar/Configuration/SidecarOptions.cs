using Shadow.Detection;
using Shadow.Mirroring;
using Sidecar.Guard;
using Sidecar.Routing;
using Sidecar.Storage;

namespace Sidecar.Configuration;

/// <summary>The whole configuration beside YARP's and ASP.NET's own, read and checked as one.</summary>
public sealed record SidecarOptions
{
    /// <summary>The section <c>Canary</c>.</summary>
    public CanaryOptions Canary { get; init; } = new();

    /// <summary>The section <c>Planner</c>.</summary>
    public PlannerOptions Planner { get; init; } = new();

    /// <summary>The section <c>Shadow</c>.</summary>
    public ShadowOptions Shadow { get; init; } = new();

    /// <summary>The section <c>Guard</c>.</summary>
    public GuardOptions Guard { get; init; } = new();

    /// <summary>The section <c>Regress</c>.</summary>
    public Thresholds Regress { get; init; } = new();

    /// <summary>The section <c>Storage</c>.</summary>
    public StorageOptions Storage { get; init; } = new();

    /// <summary>The section <c>Shutdown</c>.</summary>
    public ShutdownOptions Shutdown { get; init; } = new();

    /// <summary>What the environment says of the runtime settings.</summary>
    public StartSettings Start { get; init; } = new(null, false);
}
