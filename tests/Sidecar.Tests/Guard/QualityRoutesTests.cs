using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Shadow.Detection;
using Shadow.Runs;
using Sidecar.Configuration;
using Sidecar.Guard.Routes;

namespace Sidecar.Tests.Guard;

public sealed class QualityRoutesTests
{
    private const string Lines = "/guard/quality";
    private static readonly SidecarOptions Few = new() { Regress = new Thresholds { MinSample = 2 } };

    [Fact]
    public async Task PostOne_KnownRun_IsTakenAndSaid()
    {
        await using var host = await GuardHost.StartAsync();
        var run = Add(host);

        var (status, body, _) = await OneAsync(host, run, """{"planner":"v2","quality":87.5}""");

        Assert.Equal((HttpStatusCode.OK, """{"accepted":1,"refused":0,"refusals":[]}"""), (status, body.GetRawText()));
        Assert.Equal([new(run, Planner.V2, 87.5)], host.Runs.Rated);
    }

    [Fact]
    public async Task PostOne_UnknownRun_Is404AndSaysWhy()
    {
        await using var host = await GuardHost.StartAsync();
        var id = Guid.NewGuid();

        var (status, problem, _) = await OneAsync(host, id, """{"planner":"v2","quality":87.5}""");

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains($"no run {id} with a leg of v2", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"planner":"v2","quality":100.1}""", "quality")]
    [InlineData("""{"planner":"v2","quality":-1}""", "quality")]
    [InlineData("""{"planner":"v2","quality":NaN}""", "body")]
    [InlineData("""{"planner":"v3","quality":5}""", "planner")]
    [InlineData("""{"planner":"v2"}""", "quality")]
    [InlineData("""{"planner":"v2","quality":5,"x":1}""", "x")]
    [InlineData("", "body")]
    public async Task PostOne_BadBody_Is400AndNothingIsTaken(string body, string field)
    {
        await using var host = await GuardHost.StartAsync();
        var run = Add(host);

        var (status, problem, _) = await OneAsync(host, run, body);

        Assert.Equal((HttpStatusCode.BadRequest, field), (status, problem.GetProperty("errors")[0].GetProperty("field").GetString()));
        Assert.Empty(host.Runs.Rated);
    }

    [Fact]
    public async Task PostOne_BadIdAndBadBodyAndBadQuery_AreAllNamed()
    {
        await using var host = await GuardHost.StartAsync();
        var (status, problem, _) = await host.SendAsync(HttpMethod.Post, "/guard/runs/5/quality?x=1", """{"planner":"v9","quality":5}""");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(
            ["x", "run_id", "planner"],
            problem.GetProperty("errors").EnumerateArray().Select(static error => error.GetProperty("field").GetString())
        );
    }

    [Theory]
    [InlineData("text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-ndjson", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/merge-patch+json", HttpStatusCode.OK)]
    public async Task PostOne_ContentType_MustBeJson(string contentType, HttpStatusCode expected)
    {
        await using var host = await GuardHost.StartAsync();
        var run = Add(host);
        var (status, _, _) = await OneAsync(host, run, """{"planner":"v2","quality":5}""", contentType);
        Assert.Equal(expected, status);
    }

    [Fact]
    public async Task PostOne_BodyTooLarge_Is413()
    {
        await using var host = await GuardHost.StartAsync();
        var (status, _, _) = await OneAsync(host, Guid.NewGuid(), new string(' ', RequestBody.MaxBytes + 1));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
    }

    [Fact]
    public async Task PostOne_QualityThatTips_RollsBackAtOnce()
    {
        await using var host = await GuardHost.StartAsync(Few);
        await host.PutAsync("""{"canary_pct":10}""");
        var runs = new[] { Add(host), Add(host) };
        foreach (var run in runs)
            Observe(host, run);

        await OneAsync(host, runs[0], """{"planner":"v2","quality":90}""");
        Assert.False(host.Controller.Current.KillSwitch);
        await OneAsync(host, runs[1], """{"planner":"v2","quality":80}""");

        Assert.Equal("quality (V1: 95.0, V2: 85.0, drop: 10.0)", host.Controller.Current.Reason);
        Assert.True(host.Controller.Current.KillSwitch);
    }

    [Fact]
    public async Task PostLines_GoodAndBad_CountsThemAndNamesTheBadOnes()
    {
        await using var host = await GuardHost.StartAsync();
        var (first, second, unknown) = (Add(host), Add(host), Guid.NewGuid());
        var body = string.Join(
            '\n',
            "\uFEFF" + Line(first, "v2", "87.5"),
            "",
            Line(first, "v1", "100") + "\r",
            " \t\r",
            "{broken",
            Line(unknown, "v2", "5"),
            Line(second, "v2", "101"),
            Line(second, "v2", "5")[..^1] + "," + new string(' ', JsonLines.MaxLine) + "\"x\":1}",
            """{"planner":"v2","quality":5}""",
            Line(second, "v2", "0")
        );

        var (status, answer) = await LinesAsync(host, body);

        Assert.Equal((HttpStatusCode.OK, 3, 5), (status, Number(answer, "accepted"), Number(answer, "refused")));
        Assert.Equal([new(first, Planner.V2, 87.5), new(first, Planner.V1, 100), new(second, Planner.V2, 0)], host.Runs.Rated);
        Assert.Collection(
            Refusals(answer),
            Refused(5, "is not JSON"),
            Refused(6, $"no run {unknown} with a leg of v2"),
            Refused(7, "quality: must be a number from 0 to 100."),
            Refused(8, "the line is longer than 4096 bytes."),
            Refused(9, "run_id: is missing.")
        );

        static Action<(int Line, string Detail)> Refused(int line, string detail) =>
            refusal =>
            {
                Assert.Equal(line, refusal.Line);
                Assert.Contains(detail, refusal.Detail, StringComparison.Ordinal);
            };
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\r\n \n")]
    public async Task PostLines_NoLines_IsAnEmptyAccount(string body)
    {
        await using var host = await GuardHost.StartAsync();
        var (status, answer) = await LinesAsync(host, body);
        Assert.Equal((HttpStatusCode.OK, """{"accepted":0,"refused":0,"refusals":[]}"""), (status, answer.GetRawText()));
    }

    [Fact]
    public async Task PostLines_MoreThanABatch_AreAllTaken()
    {
        await using var host = await GuardHost.StartAsync();
        var run = Add(host);
        var (_, answer) = await LinesAsync(host, string.Join('\n', Enumerable.Range(0, 1_203).Select(i => Line(run, "v2", $"{i % 101}"))));
        Assert.Equal((1_203, 0), (Number(answer, "accepted"), Number(answer, "refused")));
        Assert.Equal(Enumerable.Range(0, 1_203).Select(static i => i % 101.0), host.Runs.Rated.Select(static late => late.Quality));
    }

    [Fact]
    public async Task PostLines_ManyRefused_NamesTheFirstHundredOfThem()
    {
        await using var host = await GuardHost.StartAsync();
        // Runs that are unknown are found out when their batch is taken in, after the lines behind them have been read.
        var lines = Enumerable.Range(1, 450).Select(static i => i <= 150 ? Line(Guid.NewGuid(), "v2", "5") : "broken");

        var (_, answer) = await LinesAsync(host, string.Join('\n', lines));

        Assert.Equal(450, Number(answer, "refused"));
        Assert.Equal(Enumerable.Range(1, 100), Refusals(answer).Select(static refusal => refusal.Line));
    }

    [Fact]
    public async Task PostLines_QualityThatTips_RollsBackAtOnce()
    {
        await using var host = await GuardHost.StartAsync(Few);
        await host.PutAsync("""{"canary_pct":10}""");
        var runs = new[] { Add(host), Add(host) };
        foreach (var run in runs)
            Observe(host, run);
        await LinesAsync(host, string.Join('\n', runs.Select(static run => Line(run, "v2", "10"))));
        Assert.True(host.Controller.Current.KillSwitch);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    public async Task PostLines_OtherContentType_Is415(string contentType)
    {
        await using var host = await GuardHost.StartAsync();
        var run = Add(host);
        var (status, _) = await LinesAsync(host, Line(run, "v2", "5"), contentType);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, status);
        Assert.Empty(host.Runs.Rated);
    }

    [Fact]
    public async Task PostLines_Query_Is400()
    {
        await using var host = await GuardHost.StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await LinesAsync(host, "", path: Lines + "?dry_run=true")).Status);
    }

    [Fact]
    public async Task PostLines_BodyTooLarge_Is413AndSaysWhatWasTaken()
    {
        await using var host = await GuardHost.StartAsync(Few);
        await host.PutAsync("""{"canary_pct":10}""");
        var runs = new[] { Add(host), Add(host) };
        foreach (var run in runs)
            Observe(host, run);
        var good = Encoding.UTF8.GetBytes(string.Concat(runs.Select(static run => Line(run, "v2", "5") + "\n")));
        using var content = new LargeContent(good, JsonLines.MaxBody);

        var (status, problem) = await LinesAsync(host, content);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Contains("2 lines were taken", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, host.Runs.Rated.Count);
        // What was taken is judged.
        Assert.True(host.Controller.Current.KillSwitch);
    }

    [Fact]
    public async Task PostLines_BodyBreaksOff_Is400AndSaysWhatWasTaken()
    {
        await using var host = await GuardHost.StartAsync();
        var line = Line(Add(host), "v2", "5") + "\n";
        var head = $"""
            POST /guard/quality HTTP/1.1
            Host: localhost
            Authorization: Bearer {GuardHost.Token}
            Content-Type: application/x-ndjson
            Transfer-Encoding: chunked
            """;

        var answer = await GuardHost.RawAsync(host.Urls[0], head, $"{line.Length:x}\r\n{line}\r\nno chunk\r\n");

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        // Whether the line was read before the fault came is the server's affair.
        Assert.Contains($" {host.Runs.Rated.Count} lines were taken", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_StoreFails_Is503AndNothingIsTaken()
    {
        await using var host = await GuardHost.StartAsync();
        var run = Add(host);
        Observe(host, run);
        host.Runs.Fault = "The store 'x.db' is locked by another process.";

        var one = await OneAsync(host, run, """{"planner":"v2","quality":5}""");
        var (status, problem) = await LinesAsync(host, Line(run, "v2", "5"));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), (one.Status, status));
        Assert.Contains("is locked by another process", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("0 lines were taken", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        host.Runs.Fault = null;
        Assert.Empty(host.Runs.Rated);
        Assert.Equal(95, host.Book.Read(1).V2.QualityMean);
    }

    [Fact]
    public async Task PostLines_StoreFailsInTheMiddle_SaysHowManyWereTakenAndJudgesThem()
    {
        await using var host = await GuardHost.StartAsync(Few);
        await host.PutAsync("""{"canary_pct":10}""");
        var runs = new[] { Add(host), Add(host) };
        foreach (var run in runs)
            Observe(host, run);
        host.Runs.FailsAfter = 500;

        var (status, problem) = await LinesAsync(
            host,
            string.Join('\n', Enumerable.Range(0, 700).Select(i => Line(runs[i % 2], "v2", "5")))
        );

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("500 lines were taken", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.True(host.Controller.Current.KillSwitch);
    }

    [Theory]
    [InlineData("quality-token", HttpStatusCode.OK)]
    [InlineData(GuardHost.Token, HttpStatusCode.OK)]
    [InlineData("read-token", HttpStatusCode.Forbidden)]
    [InlineData("another", HttpStatusCode.Unauthorized)]
    public async Task Post_Tokens_OnlyThoseForQualityMay(string token, HttpStatusCode expected)
    {
        await using var host = await GuardHost.StartAsync();
        var run = Add(host);
        host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        Assert.Equal(expected, (await OneAsync(host, run, """{"planner":"v2","quality":5}""")).Status);
        Assert.Equal(expected, (await LinesAsync(host, Line(run, "v2", "5"))).Status);
        Assert.Equal(expected == HttpStatusCode.OK ? 2 : 0, host.Runs.Rated.Count);
    }

    [Theory]
    [InlineData("GET", "/guard/status")]
    [InlineData("GET", "/guard/runs")]
    [InlineData("GET", "/guard/history")]
    [InlineData("GET", "/guard/report")]
    [InlineData("POST", "/guard/evaluate")]
    [InlineData("POST", "/guard/rollback")]
    [InlineData("PUT", "/guard/config")]
    public async Task QualityToken_AnythingElse_IsForbidden(string method, string path)
    {
        await using var host = await GuardHost.StartAsync();
        host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "quality-token");
        Assert.Equal(HttpStatusCode.Forbidden, (await host.SendAsync(new HttpMethod(method), path, method == "PUT" ? "{}" : null)).Status);
        Assert.Equal(1, host.Controller.Current.Version);
    }

    [Fact]
    public async Task PostOne_RunOfAnOlderEpoch_ChangesTheRecordAlone()
    {
        await using var host = await GuardHost.StartAsync();
        var run = Add(host);
        Observe(host, run);
        host.Book.BeginEpoch(2, keepStreak: false);
        Assert.Equal(HttpStatusCode.OK, (await OneAsync(host, run, """{"planner":"v2","quality":5}""")).Status);
        Assert.Single(host.Runs.Rated);
        Assert.Null(host.Book.Read(2).V2.QualityMean);
    }

    private static Guid Add(GuardHost host)
    {
        host.Runs.Runs.Add(FakeRunLog.Run());
        return host.Runs.Runs[^1].RunId;
    }

    private static void Observe(GuardHost host, Guid run)
    {
        var leg = LegSample.Of(LegFailure.None, 10, 1, 95);
        host.Book.Observe(new RunEvidence(run, 1, Planner.V2, GuardBed.Start.UtcTicks, leg, leg));
    }

    private static Task<(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Response)> OneAsync(
        GuardHost host,
        Guid run,
        string body,
        string contentType = "application/json"
    ) =>
        host.SendAsync(
            HttpMethod.Post,
            $"/guard/runs/{run}/quality",
            body,
            request => request.Content!.Headers.ContentType = new MediaTypeHeaderValue(contentType)
        );

    private static async Task<(HttpStatusCode Status, JsonElement Body)> LinesAsync(
        GuardHost host,
        string body,
        string contentType = "application/x-ndjson",
        string path = Lines
    )
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        return await LinesAsync(host, content, path);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> LinesAsync(
        GuardHost host,
        HttpContent content,
        string path = Lines
    )
    {
        using var response = await host.Client.PostAsync(new Uri(path, UriKind.Relative), content);
        return (response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync()));
    }

    private static string Line(Guid run, string planner, string quality) =>
        $$"""{"run_id":"{{run}}","planner":"{{planner}}","quality":{{quality}}}""";

    private static int Number(JsonElement answer, string name) => answer.GetProperty(name).GetInt32();

    private static IEnumerable<(int Line, string Detail)> Refusals(JsonElement answer) =>
        answer
            .GetProperty("refusals")
            .EnumerateArray()
            .Select(static refusal => (refusal.GetProperty("line").GetInt32(), refusal.GetProperty("detail").GetString()!));
}
