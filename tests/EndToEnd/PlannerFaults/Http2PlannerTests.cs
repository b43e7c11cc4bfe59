using System.Text.Json.Nodes;
using EndToEnd.Harness;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EndToEnd.PlannerFaults;

/// <summary>Planners that speak HTTP/2, and say of a request that they did not take it, as those that leave do.</summary>
public sealed class Http2PlannerTests
{
    private const int RefusedStream = 7;

    [Theory]
    [InlineData(Seat.SelectedV1)]
    [InlineData(Seat.SelectedV2)]
    [InlineData(Seat.ShadowV2)]
    public async Task Plan_RequestIsNotTaken_IsSentAgainAndNobodyFailed(Seat seat)
    {
        await using var planner = await FakePlanner.StartAsync(protocols: HttpProtocols.Http2);
        var asked = 0;
        planner.Answer = (context, _) =>
        {
            if (Interlocked.Increment(ref asked) > 1)
                return context.AnswerJsonAsync(Plans.Triage);
            context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(RefusedStream);
            return Task.CompletedTask;
        };
        await using var bed = await BedAsync(planner, seat);

        var answer = await bed.PlanAsync();

        Assert.Equal((200, Plans.Triage), (answer.Status, answer.Text));
        Assert.Equal(seat == Seat.SelectedV2 ? "canary" : "default", answer["X-Planner-Reason"]);
        var metrics = await bed.SettlesAsync(1);
        metrics.IsChargedAlone(seat);
        Assert.Equal((1, ""), (metrics.Outcome("compared"), metrics.Show("planner_failover_total")));
        // The body of a shadow is at hand: there the client does it by itself.
        Assert.Equal(seat.IsSelected() ? $"planner_resent_total{{{seat.Labels()}}} 1" : "", metrics.Show("planner_resent_total"));
    }

    [Fact]
    public async Task Plan_RequestIsNeverTaken_IsAFailure()
    {
        await using var planner = await FakePlanner.StartAsync(protocols: HttpProtocols.Http2);
        planner.Answer = static (context, _) =>
        {
            context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(RefusedStream);
            return Task.CompletedTask;
        };
        await using var bed = await BedAsync(planner, Seat.SelectedV2);

        var answer = await bed.PlanAsync();

        Assert.Equal((200, "failover"), (answer.Status, answer["X-Planner-Reason"]));
        (await bed.SettlesAsync(1)).IsChargedAlone(Seat.SelectedV2, "reset");
    }

    private static Task<Bed> BedAsync(FakePlanner planner, Seat seat)
    {
        var cluster = $"ReverseProxy:Clusters:{(seat == Seat.SelectedV1 ? "v1" : "v2")}:HttpRequest:";
        (string Key, JsonNode? Value)[] keys = [(cluster + "Version", "2"), (cluster + "VersionPolicy", "RequestVersionExact")];
        return Bed.StartAsync(settings =>
            settings with
            {
                V1 = seat == Seat.SelectedV1 ? planner.Address : settings.V1,
                V2 = seat == Seat.SelectedV1 ? settings.V2 : planner.Address,
                CanaryPct = seat == Seat.SelectedV2 ? 100 : 0,
                Keys = keys,
            }
        );
    }
}
