namespace EndToEnd.Attacks;

/// <summary>
/// The Host under which /guard is asked for. A page whose name was pointed at this machine after it was loaded (DNS rebinding) is of one
/// origin with the sidecar to the browser; its name gives it away.
/// </summary>
public sealed class HostTrickTests(HostTrickFixture fixture) : IClassFixture<HostTrickFixture>
{
    [Theory]
    [InlineData("127.0.0.1", 200)]
    [InlineData("127.0.0.1:8000", 200)]
    [InlineData("[::1]:8000", 200)]
    [InlineData("localhost", 200)]
    [InlineData("LOCALHOST.:80", 200)]
    [InlineData("guard.example", 200)]
    [InlineData("Guard.Example.:8443", 200)]
    [InlineData("evil.example", 400)]
    [InlineData("evil.example:8000", 400)]
    [InlineData("localhost.evil.example", 400)]
    [InlineData("127.0.0.1.evil.example", 400)]
    [InlineData("127.0.0.1.", 200)]
    [InlineData("127-0-0-1.evil.example", 400)]
    [InlineData("x.guard.example", 400)]
    [InlineData("guard.example.evil.example", 400)]
    [InlineData("notlocalhost", 400)]
    [InlineData("evil.example#localhost", 400)]
    [InlineData("localhost@evil.example", 400)]
    [InlineData("evil.example@localhost", 400)]
    [InlineData("localhost, evil.example", 400)]
    [InlineData("localhost:80:80", 400)]
    [InlineData("[::1", 400)]
    [InlineData("\u00e9vil.example", 400)]
    public async Task Request_ForTheGuard_IsServedByNameAlone(string host, int status)
    {
        var answers = await ExchangeAsync($"GET /guard/health HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");

        Assert.Equal([status], RawAgent.Statuses(answers));
    }

    [Theory]
    [InlineData("GET /guard/health HTTP/1.1\r\nHost: localhost\r\nHost: evil.example", 400)]
    [InlineData("GET /guard/health HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: localhost\r\nForwarded: host=localhost", 400)]
    [InlineData("GET http://localhost/guard/health HTTP/1.1\r\nHost: evil.example", 400)]
    [InlineData("GET http://evil.example/guard/health HTTP/1.1\r\nHost: localhost", 400)]
    [InlineData("GET http://evil.example/guard/health HTTP/1.1\r\nHost: evil.example", 400)]
    [InlineData("GET http://localhost@evil.example/guard/health HTTP/1.1\r\nHost: evil.example", 400)]
    [InlineData("GET http://localhost/guard/health HTTP/1.1\r\nHost: localhost", 200)]
    [InlineData("GET /guard/health HTTP/1.1", 400)]
    // No browser leaves it out; probes of old do.
    [InlineData("GET /guard/health HTTP/1.0", 200)]
    public async Task Request_ForTheGuard_BelievesOneHostAndNobodyElse(string head, int status)
    {
        var answers = await ExchangeAsync($"{head}\r\nConnection: close\r\n\r\n");

        Assert.Equal([status], RawAgent.Statuses(answers));
    }

    [Fact]
    public async Task Request_OfAReboundPage_ChangesNothingEvenWithTheToken()
    {
        var token = fixture.Bed.Sidecar.Token;

        var answers = await ExchangeAsync(
            $"POST /guard/rollback HTTP/1.1\r\nHost: evil.example\r\nOrigin: http://evil.example\r\nAuthorization: Bearer {token}\r\n"
                + "Connection: close\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
        );

        Assert.Equal([400], RawAgent.Statuses(answers));
        Assert.False((bool)(await fixture.Bed.Guard.StatusAsync())["config"]!["kill_switch"]!);
    }

    private Task<string> ExchangeAsync(string request) => RawAgent.ExchangeAsync(fixture.Bed.Sidecar.Address, request);
}
