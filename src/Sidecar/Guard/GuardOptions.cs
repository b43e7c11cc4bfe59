namespace Sidecar.Guard;

/// <summary>The operators' side: the section <c>Guard</c>.</summary>
public sealed record GuardOptions
{
    /// <summary><c>token</c> (default), or <c>none</c>: no token is asked for; allowed on loopback addresses only. Read at the start only.</summary>
    public GuardAuth Auth { get; init; } = GuardAuth.Token;

    /// <summary>Addresses of a listener of its own for /guard and /metrics, separated by <c>;</c>. Default none: the agents' listener. Read at the start only.</summary>
    public string? Urls { get; init; }

    /// <summary>While this file exists the kill switch is on. Default none.</summary>
    public string? KillFile { get; init; }

    /// <summary>Where the operators' token is kept when GUARD_TOKEN is not set. Default <c>guard.token</c> beside the store.</summary>
    public string? TokenFile { get; init; }

    /// <summary>Host names under which /guard may be asked for, besides loopback names and IP addresses. Default none.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];
}
