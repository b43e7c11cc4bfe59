using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Sidecar.Configuration;
using Sidecar.Guard;

namespace Sidecar.Tests.Guard;

public sealed class AdmissionTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("Basic b3A6eA==")]
    [InlineData("Bearer")]
    [InlineData("operator-token")]
    public async Task Request_WithoutAToken_Is401AndNotCounted(string? header)
    {
        await using var host = await GuardHost.StartAsync();
        for (var i = 0; i < 12; i++)
        {
            var response = await SendAsync(host, HttpMethod.Get, "/guard/status", header);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        }
    }

    [Fact]
    public async Task Request_WrongTokens_AreTurnedAwayAndTheRightOneServed()
    {
        await using var host = await GuardHost.StartAsync();
        for (var i = 0; i < 10; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(host, HttpMethod.Get, "/guard/status", "Bearer wrong")).StatusCode);

        var turnedAway = await SendAsync(host, HttpMethod.Get, "/guard/status", "Bearer wrong");

        Assert.Equal(HttpStatusCode.TooManyRequests, turnedAway.StatusCode);
        Assert.Equal(60, turnedAway.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(host, HttpMethod.Get, "/guard/status", "bearer " + GuardHost.Token)).StatusCode);
        host.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(host, HttpMethod.Get, "/guard/status", "Bearer wrong")).StatusCode);
    }

    [Theory]
    [InlineData("read-token", "GET", "/guard/status", HttpStatusCode.OK)]
    [InlineData("read-token", "HEAD", "/guard/runs", HttpStatusCode.OK)]
    [InlineData("read-token", "GET", "/guard/openapi.json", HttpStatusCode.OK)]
    [InlineData("read-token", "PUT", "/guard/config", HttpStatusCode.Forbidden)]
    [InlineData("read-token", "POST", "/guard/rollback", HttpStatusCode.Forbidden)]
    [InlineData("quality-token", "GET", "/guard/status", HttpStatusCode.Forbidden)]
    [InlineData("quality-token", "POST", "/guard/rollback", HttpStatusCode.Forbidden)]
    [InlineData("quality-token", "GET", "/guard/health", HttpStatusCode.OK)]
    public async Task Request_LesserTokens_MayOnlyWhatTheyAreFor(string token, string method, string path, HttpStatusCode expected)
    {
        await using var host = await GuardHost.StartAsync();

        Assert.Equal(expected, (await SendAsync(host, new HttpMethod(method), path, "Bearer " + token)).StatusCode);
        Assert.False(host.Controller.Current.KillSwitch);
    }

    [Theory]
    [InlineData("application/json", null, HttpStatusCode.OK)]
    [InlineData("application/json", "SELF", HttpStatusCode.OK)]
    [InlineData("application/json", "http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("application/json", "http://127.0.0.1:1", HttpStatusCode.Forbidden)]
    [InlineData("application/json", "null", HttpStatusCode.Forbidden)]
    [InlineData("text/plain", null, HttpStatusCode.UnsupportedMediaType)]
    [InlineData(null, null, HttpStatusCode.UnsupportedMediaType)]
    public async Task Write_WithoutAuthentication_NeedsJsonAndNoForeignOrigin(string? contentType, string? origin, HttpStatusCode expected)
    {
        await using var host = await GuardHost.StartAsync(new SidecarOptions { Guard = new GuardOptions { Auth = GuardAuth.None } });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/guard/rollback");
        if (contentType is not null)
        {
            request.Content = new StringContent("{}", Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        }

        if (origin is not null)
            request.Headers.Add("Origin", origin == "SELF" ? host.Urls[0].GetLeftPart(UriPartial.Authority) : origin);
        host.Client.DefaultRequestHeaders.Authorization = null;

        Assert.Equal(expected, (await host.Client.SendAsync(request)).StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK, host.Controller.Current.KillSwitch);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/guard/status")).Status);
    }

    [Theory]
    [InlineData("same-origin", HttpStatusCode.OK)]
    [InlineData("none", HttpStatusCode.OK)]
    [InlineData("same-site", HttpStatusCode.Forbidden)]
    [InlineData("cross-site", HttpStatusCode.Forbidden)]
    [InlineData("anything", HttpStatusCode.Forbidden)]
    public async Task Write_WithoutAuthentication_HeedsWhatTheBrowserSaysOfItsPage(string site, HttpStatusCode expected)
    {
        await using var host = await GuardHost.StartAsync(new SidecarOptions { Guard = new GuardOptions { Auth = GuardAuth.None } });

        var answer = await host.SendAsync(HttpMethod.Post, "/guard/rollback", "{}", request => request.Headers.Add("Sec-Fetch-Site", site));

        Assert.Equal(expected, answer.Status);
        Assert.Equal(expected == HttpStatusCode.OK, host.Controller.Current.KillSwitch);
    }

    private static async Task<HttpResponseMessage> SendAsync(GuardHost host, HttpMethod method, string path, string? authorization)
    {
        using var request = new HttpRequestMessage(method, path);
        host.Client.DefaultRequestHeaders.Authorization = null;
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await host.Client.SendAsync(request);
    }
}
