using Sidecar.Configuration;

namespace Sidecar.Simulation.Scenarios;

/// <summary>A scenario, or options in its place, that cannot be used. The message names every fault and is meant for the person who wrote it.</summary>
internal sealed class ScenarioFaultsException(string subject, IReadOnlyList<ConfigurationFault> faults)
    : StartFaultException(ConfigurationFaultsException.Describe(subject, faults))
{
    /// <summary>Every fault.</summary>
    public IReadOnlyList<ConfigurationFault> Faults { get; } = faults;
}
