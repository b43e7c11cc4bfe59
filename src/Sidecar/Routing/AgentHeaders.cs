using Shadow.Mirroring;
using Shadow.Runs;

namespace Sidecar.Routing;

/// <summary>Takes our names out of what an agent sent: only the sidecar speaks in them.</summary>
internal static class AgentHeaders
{
    /// <summary>The planner that the caller asks for; null where it asks for none, or for one that does not exist.</summary>
    public static Planner? Asked(IHeaderDictionary headers) =>
        headers[PlannerHeaders.Override].ToString().Trim().ToLowerInvariant() switch
        {
            "v1" => Planner.V1,
            "v2" => Planner.V2,
            _ => null,
        };

    /// <summary>Removes every header of our names, in any spelling.</summary>
    public static void Strip(IHeaderDictionary headers)
    {
        List<string>? ours = null;
        foreach (var header in headers)
        {
            if (PlannerHeaders.IsOurs(header.Key))
                (ours ??= []).Add(header.Key);
        }

        if (ours is null)
            return;
        foreach (var name in ours)
            headers.Remove(name);
    }
}
