using System.Net;
using System.Net.Http.Headers;
using Shadow.Reports;

namespace Sidecar.Tests.Guard;

public sealed class ReportRouteTests
{
    [Fact]
    public async Task Get_Report_IsTheLastSevenDaysInMarkdown()
    {
        await using var host = await GuardHost.StartAsync();

        var (status, _, response) = await host.GetAsync("/guard/report");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("text/markdown; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.StartsWith("# Planner Weekly Report — 2025-W42\n", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(ReportPeriod.Before(GuardBed.Start, 7), Assert.Single(host.Reports.Asked));
    }

    [Theory]
    [InlineData("week=2026-W01", "2025-12-29", "2026-01-05")]
    [InlineData("days=3", "2025-10-15T12:00", "2025-10-18T12:00")]
    public async Task Get_WeekOrDays_IsThatPeriod(string query, string from, string until)
    {
        await using var host = await GuardHost.StartAsync();

        await host.GetAsync("/guard/report?" + query);

        var culture = System.Globalization.CultureInfo.InvariantCulture;
        Assert.Equal(
            new ReportPeriod(new(DateTime.Parse(from, culture), TimeSpan.Zero), new(DateTime.Parse(until, culture), TimeSpan.Zero)),
            Assert.Single(host.Reports.Asked)
        );
    }

    [Theory]
    [InlineData("week=2025-W42&days=7", "days", "one of them")]
    [InlineData("week=2025-W53", "week", "2025-W42")]
    [InlineData("days=0", "days", "1 to 366")]
    [InlineData("days=367", "days", "1 to 366")]
    [InlineData("weeks=1", "weeks", "week, days")]
    public async Task Get_BadQuery_Is400AndNamed(string query, string field, string detail)
    {
        await using var host = await GuardHost.StartAsync();

        var (status, problem, _) = await host.GetAsync("/guard/report?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        var error = problem.GetProperty("errors")[0];
        Assert.Equal(field, error.GetProperty("field").GetString());
        Assert.Contains(detail, error.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(host.Reports.Asked);
    }

    [Theory]
    [InlineData("text/markdown", "text/markdown")]
    [InlineData("*/*", "text/markdown")]
    [InlineData("text/*", "text/markdown")]
    [InlineData("application/json", "application/json")]
    [InlineData("application/*", "application/json")]
    [InlineData("text/markdown;q=0.5, application/json", "application/json")]
    [InlineData("application/json;q=0.9, */*;q=0.1", "application/json")]
    [InlineData("text/html, application/json;q=0.9, */*;q=0.8", "application/json")]
    [InlineData("application/json;q=0, */*", "text/markdown")]
    public async Task Get_Accept_ChoosesTheForm(string accept, string type)
    {
        await using var host = await GuardHost.StartAsync();

        var (status, _, response) = await SendAsync(host, accept);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("Accept", Assert.Single(response.Headers.Vary));
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/xml, text/plain")]
    [InlineData("*/*;q=0")]
    [InlineData("nonsense")]
    public async Task Get_NeitherAcceptable_Is406(string accept)
    {
        await using var host = await GuardHost.StartAsync();

        var (status, problem, _) = await SendAsync(host, accept);

        Assert.Equal(HttpStatusCode.NotAcceptable, status);
        Assert.Contains("text/markdown", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("read-token", HttpStatusCode.OK)]
    [InlineData("quality-token", HttpStatusCode.Forbidden)]
    [InlineData("wrong", HttpStatusCode.Unauthorized)]
    public async Task Get_Token_MustBeOneThatReads(string token, HttpStatusCode expected)
    {
        await using var host = await GuardHost.StartAsync();

        var (status, _, _) = await host.SendAsync(
            HttpMethod.Get,
            "/guard/report",
            change: request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token)
        );

        Assert.Equal(expected, status);
    }

    [Fact]
    public async Task Get_StoreFails_Is503WithItsSentence()
    {
        await using var host = await GuardHost.StartAsync();
        host.Reports.Fault = "data/sidecar.db is locked";

        var (status, problem, _) = await host.GetAsync("/guard/report");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("data/sidecar.db is locked", problem.GetProperty("detail").GetString());
    }

    private static Task<(HttpStatusCode Status, System.Text.Json.JsonElement Body, HttpResponseMessage Response)> SendAsync(
        GuardHost host,
        string accept
    ) => host.SendAsync(HttpMethod.Get, "/guard/report", change: request => request.Headers.TryAddWithoutValidation("Accept", accept));
}
