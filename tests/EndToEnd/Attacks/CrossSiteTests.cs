using EndToEnd.Harness;

namespace EndToEnd.Attacks;

/// <summary>Pages of other sites in an operator's browser, against a guard that asks for no token.</summary>
public sealed class CrossSiteTests(CrossSiteFixture fixture) : IClassFixture<CrossSiteFixture>
{
    [Theory]
    // What a page may send without asking: a form, an image, a beacon.
    [InlineData("Content-Type: text/plain\r\nOrigin: http://evil.example", 403)]
    [InlineData("Content-Type: text/plain", 415)]
    [InlineData("Content-Type: application/x-www-form-urlencoded\r\nOrigin: http://evil.example", 403)]
    [InlineData("Content-Type: application/x-www-form-urlencoded", 415)]
    [InlineData("Content-Type: multipart/form-data; boundary=x", 415)]
    [InlineData("Content-Type: text/plain; application/json", 415)]
    [InlineData("Content-Type: text/plain\r\nContent-Type: application/json", 415)]
    [InlineData("X: y", 415)]
    // What it would have to ask for first.
    [InlineData("Content-Type: application/json\r\nOrigin: http://evil.example", 403)]
    [InlineData("Content-Type: application/json\r\nOrigin: null", 403)]
    [InlineData("Content-Type: application/json\r\nOrigin: http://sub.localhost:{0}", 403)]
    [InlineData("Content-Type: application/json\r\nOrigin: http://localhost:1", 403)]
    [InlineData("Content-Type: application/json\r\nOrigin: https://localhost:{0}", 200)]
    [InlineData("Content-Type: application/json\r\nOrigin: http://localhost:{0}.evil.example", 403)]
    [InlineData("Content-Type: application/json\r\nOrigin: http://localhost:{0}@evil.example", 403)]
    [InlineData("Content-Type: application/json\r\nOrigin: file://", 403)]
    [InlineData("Content-Type: application/json\r\nOrigin: http://localhost:{0}\r\nOrigin: http://evil.example", 403)]
    [InlineData("Content-Type: application/json\r\nSec-Fetch-Site: cross-site", 403)]
    [InlineData("Content-Type: application/json\r\nSec-Fetch-Site: same-site", 403)]
    // The page of this address, and programs, which send no Origin.
    [InlineData("Content-Type: application/json\r\nOrigin: http://localhost:{0}\r\nSec-Fetch-Site: same-origin", 200)]
    [InlineData("Content-Type: application/json", 200)]
    public async Task Change_FromAPage_IsTakenFromTheSidecarsOwnAlone(string headers, int status)
    {
        var version = await VersionAsync();

        var answers = await ExchangeAsync("PUT /guard/config", headers, $$"""{"canary_pct":{{fixture.AnotherPercent()}}}""");

        Assert.Equal([status], RawAgent.Statuses(answers));
        Assert.Equal(status == 200, await VersionAsync() > version);
        AssertNoCors(answers);
    }

    [Theory]
    [InlineData("/guard/rollback")]
    [InlineData("/guard/evaluate")]
    public async Task Post_WithoutABodyFromAForm_DoesNothing(string path)
    {
        var version = await VersionAsync();

        var answers = await ExchangeAsync("POST " + path, "Content-Type: application/x-www-form-urlencoded");

        Assert.Equal([415], RawAgent.Statuses(answers));
        Assert.Equal(version, await VersionAsync());
    }

    [Theory]
    [InlineData("/guard/config")]
    [InlineData("/guard/rollback")]
    [InlineData("/guard/status")]
    [InlineData("/guard/nothing")]
    public async Task Preflight_FromAPage_IsAllowedNothing(string path)
    {
        var answers = await ExchangeAsync(
            "OPTIONS " + path,
            "Origin: http://evil.example\r\nAccess-Control-Request-Method: PUT\r\nAccess-Control-Request-Headers: content-type, authorization"
        );

        Assert.Equal([path == "/guard/nothing" ? 404 : 405], RawAgent.Statuses(answers));
        AssertNoCors(answers);
    }

    [Theory]
    [InlineData("/guard/config")]
    [InlineData("/guard/rollback")]
    [InlineData("/guard/evaluate")]
    [InlineData("/guard/quality")]
    [InlineData("/guard/status?kill_switch=true")]
    public async Task Get_FromAnImageOfAPage_ChangesNothing(string path)
    {
        var version = await VersionAsync();

        await ExchangeAsync("GET " + path, "Referer: http://evil.example/\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Dest: image");
        // An older browser says less.
        await ExchangeAsync("GET " + path, "Referer: http://evil.example/");
        await ExchangeAsync("HEAD " + path, "Referer: http://evil.example/");
        await ExchangeAsync("POST " + path, "Cookie: session=1\r\nX-HTTP-Method-Override: PUT", "canary_pct=50");

        Assert.Equal(version, await VersionAsync());
    }

    [Theory]
    [InlineData("/guard/status", 200)]
    [InlineData("/guard/report", 200)]
    [InlineData("/guard/runs", 200)]
    [InlineData("/guard/history", 200)]
    [InlineData("/guard/openapi.json", 200)]
    [InlineData("/guard/nothing", 404)]
    [InlineData("/guard/runs?limit=<script>alert(1)</script>", 400)]
    public async Task Get_FromAPage_CanBeNeitherReadNorShown(string path, int status)
    {
        var answers = await ExchangeAsync("GET " + path, "Origin: http://evil.example");

        Assert.Equal([status], RawAgent.Statuses(answers));
        AssertNoCors(answers);
        Assert.Contains("X-Content-Type-Options: nosniff", answers, StringComparison.Ordinal);
        Assert.Contains("X-Frame-Options: DENY", answers, StringComparison.Ordinal);
        Assert.Contains("Content-Security-Policy: default-src 'none'; frame-ancestors 'none'", answers, StringComparison.Ordinal);
        Assert.Contains("Cross-Origin-Resource-Policy: same-origin", answers, StringComparison.Ordinal);
        Assert.DoesNotContain("text/html", answers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_FromAPageToAGuardWithTokens_IsToldNothingOfCors()
    {
        await using var bed = await Bed.StartAsync();

        var answers = await RawAgent.ExchangeAsync(
            bed.Sidecar.Address,
            $"GET /guard/status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nOrigin: http://evil.example\r\n"
                + $"Authorization: Bearer {bed.Sidecar.Token}\r\n\r\n"
        );

        Assert.Equal([200], RawAgent.Statuses(answers));
        AssertNoCors(answers);
    }

    private static void AssertNoCors(string answers) =>
        Assert.DoesNotContain("Access-Control-", answers, StringComparison.OrdinalIgnoreCase);

    private async Task<long> VersionAsync() => (long)(await fixture.Bed.Guard.StatusAsync())["config"]!["version"]!;

    private Task<string> ExchangeAsync(string request, string headers, string body = "")
    {
        var port = fixture.Bed.Sidecar.Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return RawAgent.ExchangeAsync(
            fixture.Bed.Sidecar.Address,
            $"{request} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n{headers.Replace("{0}", port, StringComparison.Ordinal)}\r\n"
                + $"Content-Length: {body.Length}\r\n\r\n{body}"
        );
    }
}
