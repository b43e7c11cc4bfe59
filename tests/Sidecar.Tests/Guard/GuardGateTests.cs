using System.Net;
using Sidecar.Configuration;
using Sidecar.Guard;

namespace Sidecar.Tests.Guard;

public sealed class GuardGateTests
{
    [Theory]
    [InlineData("GET /guard/nothing HTTP/1.1", 404)]
    [InlineData("POST /guard HTTP/1.1", 404)]
    [InlineData("GET //guard/status HTTP/1.1", 404)]
    [InlineData("GET /GUARD/status HTTP/1.1", 404)]
    [InlineData("GET /guard%2Fstatus HTTP/1.1", 404)]
    [InlineData("GET /%67uard/status HTTP/1.1", 404)]
    [InlineData("GET /%252567uard/status HTTP/1.1", 404)]
    [InlineData("GET /a/../guard/status HTTP/1.1", 404)]
    [InlineData("GET /a/%2e%2e/guard/status HTTP/1.1", 404)]
    [InlineData("GET /guard/judge HTTP/1.1", 404)]
    [InlineData("GET /guard/ui HTTP/1.1", 404)]
    [InlineData("PROPFIND /guard/x HTTP/1.1", 404)]
    [InlineData("GET http://localhost/guard/health HTTP/1.1", 200)]
    [InlineData("GET /guard/health HTTP/1.1", 200)]
    [InlineData("GET /guard/status HTTP/1.1", 401)]
    public async Task Guard_AnySpelling_NeverReachesAPlanner(string line, int status)
    {
        await using var host = await GuardHost.StartAsync();

        var answer = await GuardHost.RawAsync(host.Urls[0], line + "\nHost: localhost");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("planner", answer.Split("\r\n\r\n")[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/guardian")]
    [InlineData("/guards/status")]
    [InlineData("/a/guard")]
    [InlineData("/")]
    public async Task Proxy_OtherSegments_PassUnderAnyHost(string path)
    {
        await using var host = await GuardHost.StartAsync();

        var answer = await GuardHost.RawAsync(host.Urls[0], $"GET {path} HTTP/1.1\nHost: evil.example");

        Assert.Contains("\r\nplanner\r\n", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evil.example", 400)]
    [InlineData("guard.example:8000", 200)]
    [InlineData("10.0.0.9", 200)]
    public async Task Guard_Host_IsChecked(string name, int status)
    {
        await using var host = await GuardHost.StartAsync(
            new SidecarOptions { Guard = new GuardOptions { AllowedHosts = ["guard.example"] } }
        );

        var answer = await GuardHost.RawAsync(host.Urls[0], $"GET /guard/health HTTP/1.1\nHost: {name}");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Equal(status == 400, answer.Contains("Guard:AllowedHosts", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("POST", "/guard/status", "GET, HEAD")]
    [InlineData("GET", "/guard/config", "PUT")]
    [InlineData("DELETE", "/guard/rollback", "POST")]
    [InlineData("PUT", "/guard/runs/x", "GET, HEAD")]
    public async Task Guard_WrongMethod_Is405WithAllow(string method, string path, string allow)
    {
        await using var host = await GuardHost.StartAsync();

        var (status, body, response) = await host.SendAsync(new HttpMethod(method), path);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, status);
        Assert.Equal(allow, string.Join(", ", response.Content.Headers.Allow));
        Assert.Equal(405, body.GetProperty("status").GetInt32());
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/METRICS")]
    public async Task Metrics_OnTheAgentsListener_AreTheHosts(string path)
    {
        await using var host = await GuardHost.StartAsync();

        Assert.EndsWith("metrics", await host.Client.GetStringAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Urls_ListenerOfItsOwn_KeepsGuardAndProxyApart()
    {
        await using var host = await GuardHost.StartAsync(new SidecarOptions { Guard = new GuardOptions { Urls = "http://127.0.0.1:0" } });
        var (agents, guard) = (host.Urls[0], host.Urls[1]);

        Assert.Equal("404 404 404 200", await StatusesAsync(agents, guardPort: guard.Port));
        Assert.Equal("200 401 200 404", await StatusesAsync(guard, guardPort: guard.Port));

        async Task<string> StatusesAsync(Uri address, int guardPort)
        {
            var statuses = new List<string>();
            foreach (var path in new[] { "/guard/health", "/guard/status", "/metrics", "/plan" })
            {
                // The Host header names the guard's port on both: it must not matter.
                var answer = await GuardHost.RawAsync(address, $"GET {path} HTTP/1.1\nHost: 127.0.0.1:{guardPort}");
                statuses.Add(answer.Substring(9, 3));
            }

            return string.Join(' ', statuses);
        }
    }
}
