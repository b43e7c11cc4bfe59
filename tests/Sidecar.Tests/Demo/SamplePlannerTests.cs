using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Shadow.Runs;
using Sidecar.Demo.Planners;

namespace Sidecar.Tests.Demo;

public sealed class SamplePlannerTests
{
    private const string Urgent = "Pull the urgent messages from the hospital to the top";

    [Theory]
    [InlineData(Planner.V1, "inbox_triage")]
    [InlineData(Planner.V2, "inbox_priority")]
    public async Task Post_Objective_AnswersPlan(Planner planner, string agent)
    {
        await using var sample = await StartAsync(planner);
        using var response = await PostAsync(sample, Urgent);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var plan = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var root = plan.RootElement;
        Assert.Equal(agent, root.GetProperty("agent").GetString());
        Assert.Equal(3, root.GetProperty("steps").GetArrayLength());
        Assert.Equal(2, root.GetProperty("tools").GetArrayLength());
        Assert.False(root.GetProperty("dry_run").GetBoolean());
        Assert.Equal(Urgent, root.GetProperty("objective").GetString());
        Assert.InRange(root.GetProperty("confidence").GetDouble(), 0.3, 1);
    }

    [Fact]
    public async Task Post_Objective_ReportsSignalsInRange()
    {
        await using var sample = await StartAsync(Planner.V2);
        using var response = await PostAsync(sample, Urgent);
        Assert.InRange(Number(response, "X-Planner-Cost-Cents"), 0.5, 3);
        Assert.InRange(Number(response, "X-Planner-Quality"), 80, 100);
        Assert.Equal("sample-v2", Header(response, "X-Planner-Build"));
        Assert.Equal("plan;dur=0.0", Header(response, "Server-Timing"));
    }

    [Fact]
    public async Task Post_CostAndQualityTuned_ReportsWorseSignals()
    {
        await using var sample = await StartAsync(Planner.V2);
        using var healthy = await PostAsync(sample, Urgent);
        sample.Tuning = sample.Tuning with { CostFactor = 5, QualityDrop = 20 };
        using var worse = await PostAsync(sample, Urgent);
        Assert.Equal(5 * Number(healthy, "X-Planner-Cost-Cents"), Number(worse, "X-Planner-Cost-Cents"), 0.01);
        Assert.Equal(Number(healthy, "X-Planner-Quality") - 20, Number(worse, "X-Planner-Quality"), 0.11);
    }

    [Fact]
    public async Task Post_BuiltAnew_NamesTheNewBuild()
    {
        await using var sample = await StartAsync(Planner.V2);
        sample.Tuning = sample.Tuning with { Patch = 1 };
        using var response = await PostAsync(sample, Urgent);
        Assert.Equal("sample-v2.1", Header(response, "X-Planner-Build"));
    }

    [Fact]
    public async Task Post_LatencyAdded_WaitsSoMuchLonger()
    {
        await using var sample = await StartAsync(Planner.V2);
        sample.Tuning = sample.Tuning with { LatencyAddedMs = 3 };
        using var response = await PostAsync(sample, Urgent);
        Assert.Equal("plan;dur=3.0", Header(response, "Server-Timing"));
    }

    [Fact]
    public async Task Post_EventStreamWanted_SendsStepsAndThePlanLast()
    {
        await using var sample = await StartAsync(Planner.V1);
        using var response = await PostAsync(sample, "Recap the thread", "text/event-stream");
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var events = (await response.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("event: step\ndata: {\"step\":\"read_thread\"}", events[0]);
        Assert.Equal("event: step\ndata: {\"step\":\"summarise\"}", events[1]);
        Assert.StartsWith(
            "event: plan\ndata: {\"agent\":\"thread_summary\",\"steps\":[\"read_thread\",\"summarise\"]",
            events[2],
            StringComparison.Ordinal
        );
        Assert.Equal(3, events.Length);
    }

    [Theory]
    [InlineData("{\"objective\":5}")]
    [InlineData("[]")]
    [InlineData("not json")]
    [InlineData("")]
    public async Task Post_NoObjective_Answers400(string body)
    {
        await using var sample = await StartAsync(Planner.V1);
        using var client = new HttpClient();
        using var response = await client.PostAsync(new Uri(sample.Address, "plan"), new StringContent(body));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("objective", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_ErrorShareOne_Answers500()
    {
        await using var sample = await StartAsync(Planner.V2);
        sample.Tuning = sample.Tuning with { ErrorShare = 1 };
        using var response = await PostAsync(sample, Urgent);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.False(response.Headers.Contains("X-Planner-Quality"));
    }

    [Fact]
    public async Task Post_ErrorShareThird_FailsAboutAThird()
    {
        await using var sample = await StartAsync(Planner.V2);
        sample.Tuning = sample.Tuning with { ErrorShare = 1.0 / 3 };
        var failed = 0;
        for (var i = 0; i < 150; i++)
        {
            using var response = await PostAsync(sample, Urgent);
            failed += response.IsSuccessStatusCode ? 0 : 1;
        }
        Assert.InRange(failed, 30, 70);
    }

    [Fact]
    public async Task Post_HealthyLatency_AnswersWithin8To25Ms()
    {
        var clock = new FakeTimeProvider();
        await using var sample = await SamplePlanner.StartAsync(Planner.V1, clock, CancellationToken.None);
        for (var i = 0; i < 5; i++)
        {
            var began = clock.GetUtcNow();
            var answer = PostAsync(sample, Urgent);
            while (!answer.IsCompleted)
            {
                // The planner's timer may not have begun when the clock moves: only what its own header says is exact.
                clock.Advance(TimeSpan.FromMilliseconds(1));
                await Task.Yield();
            }
            using var response = await answer;
            var timing = Header(response, "Server-Timing")!;
            Assert.InRange(double.Parse(timing["plan;dur=".Length..], System.Globalization.CultureInfo.InvariantCulture), 8, 25);
            Assert.True(clock.GetUtcNow() - began >= TimeSpan.FromMilliseconds(8));
        }
    }

    [Fact]
    public async Task Dispose_HangingRequest_EndsIt()
    {
        var clock = new FakeTimeProvider();
        var sample = await SamplePlanner.StartAsync(Planner.V1, clock, CancellationToken.None);
        sample.Tuning = sample.Tuning with { Hang = true };
        var hanging = PostAsync(sample, Urgent);
        var disposed = sample.DisposeAsync().AsTask();
        while (!disposed.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
        await disposed;
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => hanging);
    }

    private static async Task<SamplePlanner> StartAsync(Planner planner)
    {
        var sample = await SamplePlanner.StartAsync(planner, TimeProvider.System, CancellationToken.None);
        sample.Tuning = PlannerTuning.Healthy with { LatencyFactor = 0 };
        return sample;
    }

    private static async Task<HttpResponseMessage> PostAsync(SamplePlanner sample, string objective, string accept = "*/*")
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        using var body = new StringContent($$"""{"objective":"{{objective}}"}""", Encoding.UTF8, "application/json");
        return await client.PostAsync(new Uri(sample.Address, "plan"), body);
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();

    private static double Number(HttpResponseMessage response, string name) =>
        double.Parse(Header(response, name)!, System.Globalization.CultureInfo.InvariantCulture);
}
