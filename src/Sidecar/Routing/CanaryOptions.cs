namespace Sidecar.Routing;

/// <summary>How runs are split: the section <c>Canary</c>.</summary>
public sealed record CanaryOptions
{
    /// <summary>Goes into the stable hash of a sticky key, so that two products split their users differently. Default <c>canary</c>.</summary>
    public string Salt { get; init; } = "canary";

    /// <summary>Whether <c>X-Planner-Override</c> is obeyed. Default false.</summary>
    public bool AllowOverride { get; init; }
}
