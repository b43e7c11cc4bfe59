using System.Net.Http.Headers;
using System.Text;
using EndToEnd.Harness;

namespace EndToEnd.Guard;

/// <summary>Who may do what at /guard.</summary>
public sealed class TokenTests
{
    private const string ReadToken = "may-only-read";
    private const string QualityToken = "may-only-report";

    [Theory]
    [InlineData(null, 401)]
    [InlineData("Bearer ", 401)]
    [InlineData("Bearer wrong", 401)]
    [InlineData("Basic d3Jvbmc6d3Jvbmc=", 401)]
    [InlineData("Bearer " + ReadToken, 403)]
    [InlineData("Bearer " + QualityToken, 403)]
    public async Task Put_WithoutTheOperatorsToken_IsRefusedAndChangesNothing(string? authorization, int status)
    {
        await using var bed = await StartAsync();

        using var client = new GuardClient(bed.Sidecar.Address, token: null);
        using var request = new HttpRequestMessage(HttpMethod.Put, "/guard/config")
        {
            Content = new StringContent("""{"canary_pct":50}""", Encoding.UTF8, "application/json"),
        };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        var answer = await client.SendAsync(request);

        Assert.Equal((status, "application/problem+json"), (answer.Status, answer.MediaType));
        Assert.NotEmpty((string)answer.Json["detail"]!);
        Assert.Equal(0.0, (double)(await bed.Guard.StatusAsync())["config"]!["canary_pct"]!);
        Assert.Equal(0, bed.V1.Count + bed.V2.Count);
    }

    [Fact]
    public async Task Get_WithTheReadToken_IsServed()
    {
        await using var bed = await StartAsync();
        using var reader = new GuardClient(bed.Sidecar.Address, ReadToken);
        using var quality = new GuardClient(bed.Sidecar.Address, QualityToken);

        Assert.Equal(200, (await reader.TextAsync("/guard/status")).Status);
        Assert.Equal(403, (await quality.TextAsync("/guard/status")).Status);
    }

    [Theory]
    [InlineData("/guard/health")]
    [InlineData("/guard/health/live")]
    [InlineData("/guard/health/ready")]
    [InlineData("/metrics")]
    public async Task Get_HealthAndMetrics_NeedNoToken(string path)
    {
        await using var bed = await StartAsync();
        using var anyone = new GuardClient(bed.Sidecar.Address, token: null);

        Assert.Equal(200, (await anyone.TextAsync(path)).Status);
    }

    [Fact]
    public async Task Get_AfterTenWrongTokens_Is429WhileTheRightOneIsServed()
    {
        await using var bed = await StartAsync();
        using var guesser = new GuardClient(bed.Sidecar.Address, "a-guess");
        using var anyone = new GuardClient(bed.Sidecar.Address, token: null);

        var guesses = new List<int>();
        for (var i = 0; i < 12; i++)
            guesses.Add((await guesser.TextAsync("/guard/status")).Status);

        Assert.Equal([.. Enumerable.Repeat(401, 10), 429, 429], guesses);
        Assert.Equal(401, (await anyone.TextAsync("/guard/status")).Status);
        Assert.Equal(200, (await bed.Guard.TextAsync("/guard/status")).Status);
    }

    [Fact]
    public async Task Get_TokenOfTheEnvironment_IsTheOperators()
    {
        const string Given = "given-by-the-environment";
        var settings = new SidecarSettings
        {
            V1 = "http://127.0.0.1:9",
            V2 = "http://127.0.0.1:9",
            Environment = new Dictionary<string, string> { ["GUARD_TOKEN"] = Given },
        };
        await using var sidecar = await SidecarProcess.StartAsync(settings);
        using var client = new HttpClient { BaseAddress = sidecar.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Given);

        using var answer = await client.GetAsync("/guard/status");

        Assert.True(answer.IsSuccessStatusCode);
        Assert.DoesNotContain(Given, sidecar.Log, StringComparison.Ordinal);
    }

    private static Task<Bed> StartAsync() =>
        Bed.StartAsync(static settings =>
            settings with
            {
                Environment = new Dictionary<string, string> { ["GUARD_READ_TOKEN"] = ReadToken, ["GUARD_QUALITY_TOKEN"] = QualityToken },
            }
        );
}
