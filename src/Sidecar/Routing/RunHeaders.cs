using Shadow.Mirroring;
using Shadow.Runs;

namespace Sidecar.Routing;

/// <summary>The headers by which an agent, or whoever debugs one, learns of the run.</summary>
internal static class RunHeaders
{
    /// <summary>Sets them, whatever a planner put there.</summary>
    public static void Stamp(IHeaderDictionary headers, Run run)
    {
        headers[PlannerHeaders.RunId] = run.Start.RunId.ToString();
        headers[PlannerHeaders.Selected] = run.Selected.Name();
        headers[PlannerHeaders.Reason] = run.Reason.Name();
    }
}
