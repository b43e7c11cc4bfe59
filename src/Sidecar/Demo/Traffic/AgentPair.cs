namespace Sidecar.Demo.Traffic;

/// <summary>The agents that the two planners chose for one run.</summary>
internal readonly record struct AgentPair(string V1, string V2);
