using System.Text;
using EndToEnd.Harness;

namespace EndToEnd.Attacks;

/// <summary>
/// Answers that would split in two: a planner that puts into its headers what an agent sent it. Each agent gets one answer to each request,
/// and its own.
/// </summary>
public sealed class HostilePlannerHeaderTests(AttackFixture fixture) : IClassFixture<AttackFixture>
{
    private const string Evil = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nEVIL";

    [Theory]
    [InlineData("X: a\rSet-Cookie: evil=1")]
    [InlineData("X: a\r\n Set-Cookie: evil=1")]
    [InlineData("X: a\0b")]
    [InlineData("X: a\u0001b")]
    [InlineData("X: \u001b[2K")]
    [InlineData("X: a\r\nContent-Length: 7")]
    [InlineData("X(y): a")]
    public async Task Answer_WithABrokenHeader_IsOneAnswerOrNone(string header)
    {
        var site = fixture.At(Seat.SelectedV1);
        site.V1.Answer = Answer(header, Plans.Triage);

        var answers = await TwoOnOneConnectionAsync(site.Address);

        Assert.All(RawAgent.Statuses(answers), static status => Assert.True(status is 200 or 502));
        Assert.Equal(2, RawAgent.Statuses(answers).Count);
        Assert.DoesNotContain("\nSet-Cookie", answers, StringComparison.Ordinal);
        Assert.DoesNotContain(answers, static c => c is '\0' or '\u0001' or '\u001b');
        Assert.DoesNotContain("\r", answers.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_WithAnotherBehindIt_IsNobodyElses()
    {
        var site = fixture.At(Seat.SelectedV1);
        site.V1.Answer = [.. Answer("X: y", Plans.Triage), .. Encoding.ASCII.GetBytes(Evil)];

        for (var i = 0; i < 5; i++)
        {
            var answers = await TwoOnOneConnectionAsync(site.Address);

            Assert.Equal([200, 200], RawAgent.Statuses(answers));
            Assert.DoesNotContain("EVIL", answers, StringComparison.Ordinal);
        }
    }

    private static byte[] Answer(string header, string body) =>
        Encoding.Latin1.GetBytes(
            $"HTTP/1.1 200 OK\r\n{header}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"
        );

    private static Task<string> TwoOnOneConnectionAsync(Uri address) =>
        RawAgent.ExchangeAsync(address, "GET /one HTTP/1.1\r\nHost: a\r\n\r\nGET /two HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
}
