using System.Net;
using System.Text.Json;

namespace Sidecar.Tests.Guard;

public sealed class HistoryRouteTests
{
    [Fact]
    public async Task Get_History_PagesNewestFirst()
    {
        await using var host = await GuardHost.StartAsync();
        await host.PutAsync("""{"canary_pct":5,"updated_by":"anna","reason":"up"}""");
        await host.SendAsync(HttpMethod.Post, "/guard/rollback");

        var (_, first, _) = await host.GetAsync("/guard/history?limit=2");
        var (_, second, _) = await host.GetAsync($"/guard/history?limit=2&before={first.GetProperty("next").GetInt64()}");

        Assert.Equal(["rollback", "config"], Kinds(first));
        Assert.Equal(["start"], Kinds(second));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
        var change = first.GetProperty("items")[1];
        Assert.Equal(
            "id at kind trigger updated_by reason before after breaches evidence",
            string.Join(' ', change.EnumerateObject().Select(static property => property.Name))
        );
        Assert.Equal(("anna", "up"), (change.GetProperty("updated_by").GetString(), change.GetProperty("reason").GetString()));
        Assert.Equal(0, change.GetProperty("before").GetProperty("canary_pct").GetDouble());
        Assert.Equal(5, change.GetProperty("after").GetProperty("canary_pct").GetDouble());
        Assert.Equal(JsonValueKind.Object, first.GetProperty("items")[0].GetProperty("evidence").ValueKind);
    }

    [Theory]
    [InlineData("limit=0", "limit", "1 to 1000")]
    [InlineData("limit=1001", "limit", "1 to 1000")]
    [InlineData("limit=x", "limit", "1 to 1000")]
    [InlineData("limit=", "limit", "1 to 1000")]
    [InlineData("limit=1&limit=2", "limit", "more than once")]
    [InlineData("before=-1", "before", "whole number")]
    [InlineData("size=5", "size", "limit, before")]
    public async Task Get_BadQuery_Is400AndNamed(string query, string field, string detail)
    {
        await using var host = await GuardHost.StartAsync();

        var (status, problem, _) = await host.GetAsync("/guard/history?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        var error = problem.GetProperty("errors")[0];
        Assert.Equal(field, error.GetProperty("field").GetString());
        Assert.Contains(detail, error.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_StoreFails_Is503WithItsSentence()
    {
        await using var host = await GuardHost.StartAsync();
        host.Store.Fault = "data/sidecar.db is locked";

        var (status, problem, _) = await host.GetAsync("/guard/history");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("data/sidecar.db is locked", problem.GetProperty("detail").GetString());
    }

    private static IEnumerable<string?> Kinds(JsonElement page) =>
        page.GetProperty("items").EnumerateArray().Select(static item => item.GetProperty("kind").GetString());
}
