using System.Text;
using Shadow.Reports;
using Sidecar.Guard.Access;
using Sidecar.Guard.Contracts;
using Sidecar.Reporting;

namespace Sidecar.Guard.Routes;

/// <summary>GET /guard/report: the report of a week or of the last days.</summary>
internal sealed class ReportRoute(ReportMaker maker, TimeProvider time)
{
    private const int DefaultDays = 7;

    /// <summary>The route.</summary>
    public IReadOnlyList<GuardRoute> Routes => [new("GET", "/report", GuardNeed.Read, GetAsync)];

    private async Task GetAsync(HttpContext context)
    {
        var query = new QueryFaults(context.Request.Query, "week", "days");
        var week = query.Value<IsoWeek>(
            "week",
            "be a week of ISO 8601 such as 2025-W42",
            static text => IsoWeek.TryParse(text, out var read) ? read : null
        );
        var days = query.Number("days", 1, ReportPeriod.MaxDays);
        List<FieldFault> faults = [.. query.Faults];
        if (context.Request.Query.ContainsKey("week") && context.Request.Query.ContainsKey("days"))
            faults.Add(new("days", "cannot stand beside week; send one of them."));
        if (faults.Count > 0)
        {
            await Problems.WriteFaultsAsync(context, faults);
            return;
        }

        if (ReportAccept.WantsJson(context.Request.Headers.Accept) is not { } json)
        {
            await Problems.WriteAsync(
                context,
                StatusCodes.Status406NotAcceptable,
                "Not acceptable",
                "The report is there as text/markdown and as application/json: name one of them in Accept."
            );
            return;
        }

        var period = week is { } whole ? ReportPeriod.Of(whole) : ReportPeriod.Before(time.GetUtcNow(), (int)(days ?? DefaultDays));
        var report = await maker.MakeAsync(period, context.RequestAborted);
        context.Response.Headers.Vary = "Accept";
        if (json)
            await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, ReportJson.Write(report));
        else
            await JsonAnswer.WriteAsync(
                context,
                StatusCodes.Status200OK,
                Encoding.UTF8.GetBytes(ReportMarkdown.Write(report)),
                "text/markdown; charset=utf-8"
            );
    }
}
