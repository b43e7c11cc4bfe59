using System.IO.Compression;
using System.Text;
using EndToEnd.Harness;

namespace EndToEnd.Mirroring;

/// <summary>Answers of every shape: the agent gets them as they were.</summary>
public sealed class AnswerShapeTests(SharedBed shared) : IClassFixture<SharedBed>
{
    [Fact]
    public async Task Answer_TwoSetCookies_BothArrive()
    {
        var bed = await shared.BedAsync();
        bed.V1.Answer = static (context, _) =>
        {
            context.Response.Headers.SetCookie = new(["a=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "b=2; HttpOnly"]);
            return context.AnswerJsonAsync(Plans.Triage);
        };

        var answer = await bed.PlanAsync();

        Assert.Equal(["a=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "b=2; HttpOnly"], answer.Headers["Set-Cookie"]);
        await bed.Guard.LedgerSettlesAsync(1);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    public async Task Answer_Redirect_IsPassedOnAndNotFollowed(int status)
    {
        var bed = await shared.BedAsync();
        foreach (var planner in new[] { bed.V1, bed.V2 })
        {
            planner.Answer = (context, _) =>
            {
                context.Response.StatusCode = status;
                context.Response.Headers.Location = "/elsewhere?x=1";
                return Task.CompletedTask;
            };
        }

        var answer = await bed.PlanAsync();

        Assert.Equal((status, "/elsewhere?x=1", ""), (answer.Status, answer["Location"], answer.Text));
        var metrics = await bed.Guard.LedgerSettlesAsync(1);
        Assert.Equal((1, 0), (metrics.Outcome("not_a_plan"), metrics.Sum("planner_errors_total")));
        Assert.Equal((1, 1), (bed.V1.Count, bed.V2.Count));
    }

    [Theory]
    [InlineData(204)]
    [InlineData(304)]
    public async Task Answer_WithoutABody_IsPassedOn(int status)
    {
        var bed = await shared.BedAsync();
        bed.V1.Answer = (context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.ETag = "\"7\"";
            return Task.CompletedTask;
        };

        var answer = await bed.PlanAsync();

        Assert.Equal((status, "\"7\"", ""), (answer.Status, answer["ETag"], answer.Text));
        var metrics = await bed.Guard.LedgerSettlesAsync(1);
        Assert.Equal((1, 0), (metrics.Outcome("not_a_plan"), metrics.Sum("planner_errors_total")));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Answer_Packed_IsComparedAndPassedOnUntouched(string coding)
    {
        var packed = Pack(coding, Plans.Priority);
        var bed = await shared.BedAsync();
        bed.V1.Answer = (context, _) =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers.ContentEncoding = coding;
            return context.Response.Body.WriteAsync(packed).AsTask();
        };

        var answer = await bed.PlanAsync(change: request => request.Headers.TryAddWithoutValidation("Accept-Encoding", coding));

        Assert.Equal(coding, answer["Content-Encoding"]);
        Assert.Equal(packed, answer.Body);
        Assert.Equal(1, (await bed.Guard.LedgerSettlesAsync(1)).Outcome("compared"));
        Assert.Equal("priority", (string)(await bed.Guard.RunAsync(answer.RunId))["agent"]!);
        Assert.Equal((coding, coding), (bed.V1.Requests[0]["Accept-Encoding"], bed.V2.Requests[0]["Accept-Encoding"]));
    }

    [Fact]
    public async Task Answer_HeadersOfThePlanner_Arrive()
    {
        var bed = await shared.BedAsync();
        bed.V1.Answer = static (context, _) =>
        {
            context.Response.Headers["Server-Timing"] = "plan;dur=12.5";
            context.Response.Headers["X-Planner-Cost-Cents"] = "1.20";
            context.Response.Headers["X-Planner-Quality"] = "95";
            context.Response.Headers["X-Planner-Build"] = "2025.10";
            return context.AnswerJsonAsync(Plans.Triage);
        };

        var answer = await bed.PlanAsync();

        Assert.Equal(
            ("plan;dur=12.5", "1.20", "95", "2025.10"),
            (answer["Server-Timing"], answer["X-Planner-Cost-Cents"], answer["X-Planner-Quality"], answer["X-Planner-Build"])
        );
        await bed.Guard.LedgerSettlesAsync(1);
    }

    [Fact]
    public async Task Answer_TrailersToAnAgentOfHttp2_Arrive()
    {
        await using var planner = RawPlanner.Answering(
            RawAnswers.Head("Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n"),
            Encoding.ASCII.GetBytes($"{Plans.Triage.Length:x}\r\n{Plans.Triage}\r\n0\r\nX-Sum: abc\r\n\r\n")
        );
        // The guard stays on HTTP/1.1; the agents' endpoint takes HTTP/2 without TLS.
        await using var sidecar = await SidecarProcess.StartAsync(
            new SidecarSettings
            {
                V1 = planner.Address,
                V2 = planner.Address,
                Arguments = [],
                Keys =
                [
                    ("Kestrel:Endpoints:a-agents:Url", "http://127.0.0.1:0"),
                    ("Kestrel:Endpoints:a-agents:Protocols", "Http2"),
                    ("Kestrel:Endpoints:b-operators:Url", "http://127.0.0.1:0"),
                ],
            }
        );
        using var agent = Bed.NewAgent(sidecar.Address);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/plan")
        {
            Version = new Version(2, 0),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new StringContent("{}"),
        };

        using var response = await agent.SendAsync(request);

        Assert.Equal(Plans.Triage, await response.Content.ReadAsStringAsync());
        Assert.Equal("abc", Assert.Single(response.TrailingHeaders.GetValues("X-Sum")));
    }

    private static byte[] Pack(string coding, string text)
    {
        using var packed = new MemoryStream();
        using (
            Stream packing = coding switch
            {
                "gzip" => new GZipStream(packed, CompressionLevel.Optimal),
                "br" => new BrotliStream(packed, CompressionLevel.Optimal),
                _ => new ZLibStream(packed, CompressionLevel.Optimal),
            }
        )
            packing.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
