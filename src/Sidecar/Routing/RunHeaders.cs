using System.Globalization;
using Shadow.Mirroring;
using Shadow.Runs;

namespace Sidecar.Routing;

/// <summary>The headers by which an agent, or whoever debugs one, learns of the run.</summary>
internal static class RunHeaders
{
    /// <summary>Sets them on a planner's answer, whatever the planner put there.</summary>
    public static void Stamp(HttpResponse response, Run run, Leg answer)
    {
        var headers = response.Headers;
        // The length of a body that this status has none of: nothing would come, and the listener would take the answer for a broken one.
        if (response.StatusCode == StatusCodes.Status204NoContent)
            headers.ContentLength = null;
        Stamp(headers, run);
        var ttfb = answer.Clock.Ttfb ?? TimeSpan.Zero;
        headers[PlannerHeaders.TtfbMs] = ttfb.TotalMilliseconds.ToString("F1", CultureInfo.InvariantCulture);
    }

    /// <summary>Sets them where no planner answered.</summary>
    public static void Stamp(IHeaderDictionary headers, Run run)
    {
        headers[PlannerHeaders.RunId] = run.Start.RunId.ToString();
        headers[PlannerHeaders.Selected] = run.Selected.Name();
        headers[PlannerHeaders.Reason] = run.Reason.Name();
    }
}
