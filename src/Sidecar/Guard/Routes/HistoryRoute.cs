using Sidecar.Guard.Access;
using Sidecar.Guard.Contracts;
using Sidecar.Storage;

namespace Sidecar.Guard.Routes;

/// <summary>GET /guard/history.</summary>
internal sealed class HistoryRoute(ISettingsStore store)
{
    /// <summary>The route.</summary>
    public IReadOnlyList<GuardRoute> Routes => [new("GET", "/history", GuardNeed.Read, GetAsync)];

    private async Task GetAsync(HttpContext context)
    {
        var query = new QueryFaults(context.Request.Query, "limit", "before");
        var limit = (int)(query.Number("limit", 1, 1000) ?? 100);
        var before = query.Number("before", 1, long.MaxValue);
        if (query.Faults.Count > 0)
        {
            await Problems.WriteFaultsAsync(context, query.Faults);
            return;
        }

        // One more than asked for tells whether there is a next page.
        var entries = await store.HistoryAsync(before, limit + 1, context.RequestAborted);
        var items = entries.Take(limit).Select(HistoryItem.From).ToList();
        var answer = new HistoryAnswer(items, entries.Count > limit ? items[^1].Id : null);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, answer, GuardJson.Readable.HistoryAnswer);
    }
}
