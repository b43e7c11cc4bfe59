using Sidecar.Demo.Traffic;

namespace Sidecar.Demo.Screens;

/// <summary>How a disagreement reads.</summary>
internal static class DisagreementText
{
    /// <summary>v2's side: its agent, or that the same agent would do something else.</summary>
    public static string V2(AgentPair agents) => agents.V1 == agents.V2 ? "same, otherwise" : agents.V2;
}
