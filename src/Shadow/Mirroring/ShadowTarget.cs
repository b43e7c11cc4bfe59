using Shadow.Runs;

namespace Shadow.Mirroring;

/// <summary>Where a shadow request goes.</summary>
/// <param name="Planner">The planner.</param>
/// <param name="Client">Its connections, apart from those of the primaries; null where no destination is available.</param>
/// <param name="Prefix">The destination's address.</param>
/// <param name="Host">The Host header that the destination asks for; null: its address's.</param>
/// <param name="Version">The HTTP version to use.</param>
/// <param name="VersionPolicy">How strictly.</param>
public sealed record ShadowTarget(
    Planner Planner,
    HttpMessageInvoker? Client,
    string Prefix,
    string? Host,
    Version Version,
    HttpVersionPolicy VersionPolicy
);
