using Shadow.Detection;

namespace Sidecar.Configuration;

/// <summary>Reads what v2 is held to: the section <c>Regress</c>, and the same keys where they are spelled in another way.</summary>
internal static class ThresholdsReader
{
    /// <summary>The names of the keys, as the section has them.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        nameof(Thresholds.MaxQualityDrop),
        nameof(Thresholds.MaxLatencyP95Ms),
        nameof(Thresholds.MaxCostCents),
        nameof(Thresholds.MaxErrorRate),
        nameof(Thresholds.MaxConsecutiveErrors),
        nameof(Thresholds.MinSample),
        nameof(Thresholds.WindowRuns),
        nameof(Thresholds.WindowMinutes),
    ];

    /// <summary>Reads; what is not there, or is wrong, is as in <paramref name="d"/>.</summary>
    /// <param name="s">Where they stand.</param>
    /// <param name="d">The defaults.</param>
    /// <param name="spell">How a key is spelled there; null: as in the section.</param>
    public static Thresholds Read(SettingsReader s, Thresholds d, Func<string, string>? spell = null)
    {
        return new Thresholds
        {
            MaxQualityDrop = s.Double(Key(nameof(d.MaxQualityDrop)), d.MaxQualityDrop, 0, 100),
            MaxLatencyP95Ms = s.Double(Key(nameof(d.MaxLatencyP95Ms)), d.MaxLatencyP95Ms, 0, 3_600_000, aboveMin: true),
            MaxCostCents = s.Double(Key(nameof(d.MaxCostCents)), d.MaxCostCents, 0, 1_000_000),
            MaxErrorRate = s.Double(Key(nameof(d.MaxErrorRate)), d.MaxErrorRate, 0, 100),
            MaxConsecutiveErrors = s.Int(Key(nameof(d.MaxConsecutiveErrors)), d.MaxConsecutiveErrors, 0, 1_000_000),
            MinSample = s.Int(Key(nameof(d.MinSample)), d.MinSample, 1, 1_000_000),
            WindowRuns = s.Int(Key(nameof(d.WindowRuns)), d.WindowRuns, 1, 100_000),
            WindowMinutes = s.Double(Key(nameof(d.WindowMinutes)), d.WindowMinutes, 0, 525_600),
        };

        string Key(string name) => spell?.Invoke(name) ?? name;
    }
}
