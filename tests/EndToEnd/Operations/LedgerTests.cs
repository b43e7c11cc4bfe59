using System.Text;
using EndToEnd.Harness;
using Microsoft.AspNetCore.Http;

namespace EndToEnd.Operations;

/// <summary>Every run is in the ledger once, in the metrics once and in the audit log once, whatever became of it.</summary>
public sealed class LedgerTests
{
    private const int Bound = 4096;

    private static readonly string Filler = new('x', 2 * Bound);

    [Fact]
    public async Task MixedTraffic_OnceSettled_IsWholeInLedgerMetricsAndAuditLog()
    {
        await using var bed = await Bed.StartAsync(static settings =>
            settings with
            {
                CanaryPct = 50,
                Keys = [("Shadow:MaxBodyBytes", Bound), ("Shadow:TimeoutSeconds", 1), ("Shadow:Percent", 80)],
            }
        );
        bed.V1.Answer = static (context, _) => AnswerAsync(context, brokenStatus: 200);
        bed.V2.Answer = static (context, _) => AnswerAsync(context, brokenStatus: 500);

        const int Ordinary = 480;
        var ordinary = Traffic.SendAsync(bed.Sidecar.Address, 16, Ordinary, Request);
        const int Leaving = 20;
        await Task.WhenAll(Enumerable.Range(0, Leaving).Select(_ => LeaveAsync(bed)));
        var answers = await ordinary;

        Assert.All(answers, static answer => Assert.Null(answer.Fault));
        const int Runs = Ordinary + Leaving;
        var metrics = await bed.Guard.LedgerSettlesAsync(Runs);
        Assert.Equal(Runs, metrics.Sum("planner_selection_total"));
        foreach (var outcome in new[] { "compared", "not_sampled", "body_too_large", "request_aborted", "primary_error", "shadow_error" })
            Assert.True(metrics.Outcome(outcome) > 0, $"none is {outcome}:\n{metrics.Show("planner_shadow_total")}");
        Assert.True(metrics.Outcome("response_too_large") > 0, metrics.Show("planner_shadow_total"));
        Assert.True(metrics.Outcome("not_a_plan") > 0, metrics.Show("planner_shadow_total"));

        await AuditFile.HoldsAsync(bed.Sidecar.Folder, Runs);
        foreach (var row in AuditFile.Query(bed.Sidecar.Folder, "SELECT outcome, COUNT(*) FROM runs GROUP BY outcome"))
            Assert.Equal($"{row[0]} {metrics.Outcome(row[0])}", $"{row[0]} {row[1]}");
        Assert.Equal(Runs, (await bed.Guard.AllRunsAsync("")).Count);
        Assert.Subset(AuditFile.RunIds(bed.Sidecar.Folder), answers.Select(static answer => answer.RunId!).ToHashSet());
        Assert.Equal(0, metrics["planner_audit_dropped_total"]);
        await Patience.UntilAsync(
            bed.Guard.MetricsAsync,
            static reading => reading["planner_shadow_inflight"] == 0 && reading["planner_audit_queue"] == 0,
            static reading => reading.Show("planner_")
        );
    }

    private static HttpRequestMessage Request(int number) =>
        (number % 6) switch
        {
            0 => new HttpRequestMessage(HttpMethod.Head, "/plan"),
            1 => new HttpRequestMessage(HttpMethod.Post, "/broken"),
            2 => Traffic.Plan(body: $$"""{"goal":"{{Filler}}"}"""),
            3 => new HttpRequestMessage(HttpMethod.Get, "/large"),
            4 => new HttpRequestMessage(HttpMethod.Get, "/text"),
            _ => Traffic.Plan(),
        };

    private static Task AnswerAsync(HttpContext context, int brokenStatus)
    {
        switch (context.Request.Path.Value)
        {
            case "/broken":
                context.Response.StatusCode = brokenStatus;
                break;
            case "/large":
                return context.AnswerJsonAsync(Plans.Of(Filler));
            case "/text":
                return context.Response.WriteAsync("no plan today");
            case "/never":
                return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        }

        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.AnswerJsonAsync(Plans.Triage);
    }

    // Leaves as soon as a planner has the request.
    private static async Task LeaveAsync(Bed bed)
    {
        using var agent = await RawConnection.ConnectAsync(bed.Sidecar.Address);
        var name = $"leaves-{Guid.NewGuid():N}";
        await agent.WriteAsync(Encoding.ASCII.GetBytes($"POST /never?{name} HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{{}}"));
        await Patience.UntilAsync(
            () => Task.FromResult(bed.V1.Requests.Concat(bed.V2.Requests)),
            seen => seen.Any(request => request.Role == "primary" && request.Target.EndsWith(name, StringComparison.Ordinal)),
            _ => "the request at a planner"
        );
        agent.Reset();
    }
}
