using Shadow.Detection;
using Shadow.Mirroring;

namespace Shadow;

/// <summary>The settings that can change while the process runs; each is read when it is needed.</summary>
/// <param name="Options">How runs are mirrored.</param>
/// <param name="Thresholds">What v2 is held to.</param>
public sealed record ShadowSettings(Func<ShadowOptions> Options, Func<Thresholds> Thresholds);
