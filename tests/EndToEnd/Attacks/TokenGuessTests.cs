using System.Net;
using System.Net.Sockets;
using System.Text;
using EndToEnd.Harness;

namespace EndToEnd.Attacks;

/// <summary>Guessing the operators' token, from one address and from many.</summary>
public sealed class TokenGuessTests(TokenGuessFixture fixture) : IClassFixture<TokenGuessFixture>
{
    private const string Right = "right-token-of-the-operators";

    [Fact]
    public async Task Guesses_FromOneAddress_AreTurnedAwayAndNobodyElseIs()
    {
        await using var bed = await StartAsync();

        var guesses = new List<int>();
        for (var i = 0; i < 15; i++)
            // Whatever a guesser says of where it comes from counts for nothing.
            guesses.Add(
                await AskAsync(
                    bed,
                    "127.0.0.2",
                    $"Authorization: Bearer guess-{i}\r\nX-Forwarded-For: 10.0.0.{i}\r\nForwarded: for=10.0.0.{i}"
                )
            );

        Assert.Equal([.. Enumerable.Repeat(401, 10), .. Enumerable.Repeat(429, 5)], guesses);
        Assert.Equal(401, await AskAsync(bed, "127.0.0.3", "Authorization: Bearer guess"));
        Assert.Equal(200, await AskAsync(bed, "127.0.0.2", $"Authorization: Bearer {Right}"));
        Assert.Equal(401, await AskAsync(bed, "127.0.0.2", "X: y"));
        Assert.Equal(429, await AskAsync(bed, "127.0.0.2", "Authorization: Bearer guess"));
    }

    [Fact]
    public async Task Guesses_FromManyAddresses_AreBoundedEachAndTheOperatorIsServed()
    {
        await using var bed = await StartAsync();

        var guesses = new List<int>();
        for (var address = 2; address < 32; address++)
        for (var i = 0; i < 12; i++)
            guesses.Add(await AskAsync(bed, $"127.0.1.{address}", "Authorization: Bearer guess"));

        Assert.Equal((300, 60), (guesses.Count(static status => status == 401), guesses.Count(static status => status == 429)));
        Assert.Equal(200, await AskAsync(bed, "127.0.1.2", $"Authorization: Bearer {Right}"));
    }

    [Theory]
    [InlineData("Authorization: Bearer right-token-of-the-operator")]
    [InlineData("Authorization: Bearer right-token-of-the-operators2")]
    [InlineData("Authorization: Bearer RIGHT-TOKEN-OF-THE-OPERATORS")]
    [InlineData("Authorization: Bearer right-token-of-the-operators right-token-of-the-operators")]
    [InlineData("Authorization: Bearer wrong, Bearer right-token-of-the-operators")]
    [InlineData("Authorization: right-token-of-the-operators")]
    [InlineData("Authorization: Basic right-token-of-the-operators")]
    [InlineData("Authorization: Bearer wrong\r\nAuthorization: Bearer right-token-of-the-operators")]
    [InlineData("Authorization: Bearer right-token-of-the-operators\r\nAuthorization: Bearer right-token-of-the-operators")]
    [InlineData("Authorization: Bearer right-token-of-the-operators\u00ff")]
    [InlineData("Authorization: Bearer *")]
    [InlineData("Authorization: Bearer null")]
    [InlineData("Proxy-Authorization: Bearer right-token-of-the-operators")]
    [InlineData("X-Authorization: Bearer right-token-of-the-operators")]
    [InlineData("Cookie: Authorization=right-token-of-the-operators; token=right-token-of-the-operators")]
    public async Task Token_InAnyOtherForm_IsNone(string header)
    {
        var (bed, from) = (fixture.Bed, fixture.AnotherGuesser());

        Assert.Equal(401, await AskAsync(bed, from, header, "/guard/status?access_token=" + Right));
        Assert.Equal(401, await AskAsync(bed, from, "Authorization: Bearer " + new string('g', 30_000)));
        Assert.Equal(200, await AskAsync(bed, from, $"authorization: bearer  {Right} "));
    }

    [Fact]
    public async Task Log_AtItsMostTalkative_HoldsNoTokenAndNoGuess()
    {
        await using var bed = await StartAsync(
            ("Logging:LogLevel:Default", "Trace"),
            ("Logging:LogLevel:Yarp", "Trace"),
            ("Logging:LogLevel:Microsoft.AspNetCore", "Trace"),
            ("Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics", "Trace"),
            ("Logging:LogLevel:Microsoft.AspNetCore.Server.Kestrel", "Trace")
        );

        await AskAsync(bed, "127.0.0.2", $"Authorization: Bearer {Right}");
        await AskAsync(bed, "127.0.0.2", "Authorization: Bearer a-guess-of-somebody");
        await bed.PlanAsync(change: static request =>
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer secret-of-the-agent")
        );
        await bed.Guard.LedgerSettlesAsync(1);
        bed.Sidecar.Terminate();
        await bed.Sidecar.ExitAsync();

        var written = bed.Sidecar.Log + bed.Sidecar.ErrorLog;
        Assert.Contains("dbug: ", written, StringComparison.Ordinal);
        foreach (var secret in new[] { Right, "a-guess-of-somebody", "secret-of-the-agent" })
        {
            Assert.DoesNotContain(secret, written, StringComparison.Ordinal);
            foreach (var file in Directory.EnumerateFiles(Path.Combine(bed.Sidecar.Folder, "data")))
                Assert.False(
                    Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)).Contains(secret, StringComparison.Ordinal),
                    file
                );
        }
    }

    internal static Task<Bed> StartAsync(params (string Key, System.Text.Json.Nodes.JsonNode? Value)[] keys) =>
        Bed.StartAsync(settings =>
            settings with
            {
                Environment = new Dictionary<string, string> { ["GUARD_TOKEN"] = Right },
                Keys = keys,
            }
        );

    // All of 127.0.0.0/8 is this machine: an address of its own for each guesser.
    private static async Task<int> AskAsync(Bed bed, string from, string header, string target = "/guard/status")
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(IPEndPoint.Parse(bed.Sidecar.Address.Authority), limit.Token);
        using var connection = new RawConnection(socket, limit.Token);
        await connection.WriteAsync($"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{header}\r\n\r\n");
        return Assert.Single(RawAgent.Statuses(await RawAgent.ReadToEndAsync(connection)));
    }
}
