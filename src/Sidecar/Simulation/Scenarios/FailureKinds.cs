using Shadow.Runs;
using Sidecar.Configuration;

namespace Sidecar.Simulation.Scenarios;

/// <summary>How legs of a scenario may fail. A 4xx is none: whether it is a failure depends on the other leg.</summary>
internal static class FailureKinds
{
    private static readonly (string Word, LegFailure Value)[] All =
    [
        .. Enum.GetValues<LegFailure>()
            .Where(static failure => failure is not (LegFailure.None or LegFailure.Status4xx))
            .Select(static failure => (failure.Name(), failure)),
    ];

    /// <summary>The failure of a key.</summary>
    public static LegFailure Read(SettingsReader reader, string name, LegFailure fallback) => reader.OneOf(name, fallback, All);
}
