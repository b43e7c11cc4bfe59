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
)
{
    /// <summary>How long YARP waits for activity where a cluster says nothing of it.</summary>
    public static TimeSpan YarpsActivityTimeout { get; } = TimeSpan.FromSeconds(100);

    /// <summary>The client for a request that met a connection at its end and is sent again: on a connection of its own.</summary>
    public HttpMessageInvoker? Fresh { get; init; }

    /// <summary>How long an answer may stand still; null: as long as YARP lets it.</summary>
    public TimeSpan? ActivityTimeout { get; init; }
}
