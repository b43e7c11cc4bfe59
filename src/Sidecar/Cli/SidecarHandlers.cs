using Sidecar.Configuration;
using Sidecar.Demo;

namespace Sidecar.Cli;

/// <summary>What the commands do; each answers the exit code.</summary>
internal sealed record SidecarHandlers
{
    /// <summary>Runs the sidecar until it is told to stop.</summary>
    public required Func<ConfigurationInputs, Task<int>> Serve { get; init; }

    /// <summary>Runs the demo.</summary>
    public required Func<DemoOptions, CancellationToken, Task<int>> Demo { get; init; }
}
