using System.Net;
using System.Text.Json;
using Shadow.Runs;
using Sidecar.Storage;

namespace Sidecar.Tests.Guard;

public sealed class RunRoutesTests
{
    [Fact]
    public async Task Get_Runs_AnswersAPage()
    {
        await using var host = await GuardHost.StartAsync();
        host.Runs.Runs.Add(FakeRunLog.Run());
        host.Runs.Next = host.Runs.Runs[0].RunId;

        var (status, body, _) = await host.GetAsync("/guard/runs");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(host.Runs.Next, body.GetProperty("items")[0].GetProperty("run_id").GetGuid());
        Assert.Equal(host.Runs.Next, body.GetProperty("next").GetGuid());
        Assert.Equal(new RunQuery(), host.Runs.Asked);
        host.Runs.Next = null;
        Assert.Equal(JsonValueKind.Null, (await host.GetAsync("/guard/runs")).Body.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task Get_RunsFiltered_AsksForThem()
    {
        await using var host = await GuardHost.StartAsync();
        var before = Guid.CreateVersion7();

        var (status, _, _) = await host.GetAsync(
            "/guard/runs?selected=v2&changed=true&agent=inbox%20triage&trace_id=4BF92F3577B34DA6A3CE929D0E0E4736"
                + $"&since=2025-10-18&until=2025-10-19T02:00:00.5+02:00&limit=7&before={before}"
        );

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            new RunQuery
            {
                Selected = Planner.V2,
                Changed = true,
                Agent = "inbox triage",
                TraceId = "4bf92f3577b34da6a3ce929d0e0e4736",
                Since = new DateTimeOffset(2025, 10, 18, 0, 0, 0, TimeSpan.Zero),
                Until = new DateTimeOffset(2025, 10, 19, 0, 0, 0, 500, TimeSpan.Zero),
                Limit = 7,
                Before = before,
            },
            host.Runs.Asked
        );
    }

    [Theory]
    [InlineData("selected=v3", "selected")]
    [InlineData("changed=yes", "changed")]
    [InlineData("agent=", "agent")]
    [InlineData("trace_id=xyz", "trace_id")]
    [InlineData("since=yesterday", "since")]
    [InlineData("until=18.10.2025", "until")]
    [InlineData("limit=1001", "limit")]
    [InlineData("before=5", "before")]
    [InlineData("select=v2", "select")]
    public async Task Get_BadFilter_Is400AndNamed(string query, string field)
    {
        await using var host = await GuardHost.StartAsync();
        // The start has read the newest runs.
        host.Runs.Asked = null;

        var (status, problem, _) = await host.GetAsync("/guard/runs?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(field, Assert.Single(problem.GetProperty("errors").EnumerateArray()).GetProperty("field").GetString());
        Assert.Null(host.Runs.Asked);
    }

    [Fact]
    public async Task Get_Run_ById()
    {
        await using var host = await GuardHost.StartAsync();
        host.Runs.Runs.Add(FakeRunLog.Run());
        var id = host.Runs.Runs[0].RunId;

        Assert.Equal(id, (await host.GetAsync($"/guard/runs/{id}")).Body.GetProperty("run_id").GetGuid());
        Assert.Equal(HttpStatusCode.NotFound, (await host.GetAsync($"/guard/runs/{Guid.NewGuid()}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await host.GetAsync("/guard/runs/5")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await host.GetAsync($"/guard/runs/{id}?x=1")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await host.GetAsync($"/guard/runs/{id}/cost")).Status);
    }

    [Fact]
    public async Task Get_StoreFails_Is503()
    {
        await using var host = await GuardHost.StartAsync();
        host.Runs.Fault = "data/sidecar.db is locked";

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.GetAsync("/guard/runs")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.GetAsync($"/guard/runs/{Guid.NewGuid()}")).Status);
    }
}
