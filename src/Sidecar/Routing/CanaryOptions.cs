namespace Sidecar.Routing;

/// <summary>How runs are split: the section <c>Canary</c>.</summary>
public sealed record CanaryOptions
{
    /// <summary>Goes into the stable hash of a sticky key, so that two products split their users differently. Default <c>canary</c>.</summary>
    public string Salt { get; init; } = "canary";

    /// <summary>Whether <c>X-Planner-Override</c> is obeyed. Default false.</summary>
    public bool AllowOverride { get; init; }

    /// <summary>Whether v1 answers where v2 fails before its answer began. Default true.</summary>
    public bool Failover { get; init; } = true;

    /// <summary>Whether v1 answers runs on v2 whose answer has not begun when the kill switch comes. Default true.</summary>
    public bool CutOverInFlight { get; init; } = true;

    /// <summary>Milliseconds that v2 may be silent while v1's answer is there, 0 to 3,600,000; 0 turns hedging off. Default 0.</summary>
    public double HedgeAfterMs { get; init; }

    /// <summary>Runs on v2 at one time at the most, 0 to 1,000,000; over it a run goes to v1. 0 turns the bound off. Default 0.</summary>
    public int MaxConcurrentV2 { get; init; }
}
