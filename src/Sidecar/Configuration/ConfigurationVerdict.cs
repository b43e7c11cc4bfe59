using System.Diagnostics.CodeAnalysis;

namespace Sidecar.Configuration;

/// <summary>What a check found: a usable configuration, or every reason why there is none.</summary>
/// <param name="Checked">The configuration; null where there are faults.</param>
/// <param name="Faults">The faults; empty where there is a configuration.</param>
internal sealed record ConfigurationVerdict(CheckedConfiguration? Checked, IReadOnlyList<ConfigurationFault> Faults)
{
    [MemberNotNullWhen(true, nameof(Checked))]
    public bool Good => Checked is not null;
}
