using System.Text;
using EndToEnd.Harness;

namespace EndToEnd.Attacks;

/// <summary>Sticky keys of any size and form: what is too large is refused, what is not costs little, stays stable and is never recorded.</summary>
public sealed class StickyKeyFloodTests(StickyKeyFixture fixture) : IClassFixture<StickyKeyFixture>
{
    [Theory]
    [InlineData("header:X-User-Id", "GET /{1} HTTP/1.1\r\nX-User-Id: {0}", 431)]
    [InlineData("cookie:user", "GET /{1} HTTP/1.1\r\nCookie: user={0}", 431)]
    [InlineData("query:user", "GET /{1}?user={0} HTTP/1.1", 414)]
    public async Task Key_OfAMegabyte_IsRefusedAndReachesNoPlanner(string stickyKey, string request, int status)
    {
        var (site, mark) = (fixture.At(stickyKey), fixture.Mark());
        request = request.Replace("{1}", mark, StringComparison.Ordinal);

        var answers = await site.ExchangeAsync(Filled(request, new string('k', 1_000_000)));

        // Where the sidecar closed before all was sent, the reset can overtake the answer.
        Assert.True(answers.Length == 0 || RawAgent.Statuses(answers)[0] == status, answers);
        var barely = await site.ExchangeAsync(Filled(request, new string('k', status == 414 ? 8_200 : 33_000)));
        Assert.Equal([status], RawAgent.Statuses(barely));
        Assert.Empty(site.V1.Marked(mark).Concat(site.V2.Marked(mark)));
    }

    [Theory]
    [InlineData("header:X-User-Id", "GET /plan HTTP/1.1\r\nX-User-Id: {0}", 30_000)]
    [InlineData("cookie:user", "GET /plan HTTP/1.1\r\nCookie: a=b; user={0}", 30_000)]
    [InlineData("query:user", "GET /plan?a=b&user={0} HTTP/1.1", 7_900)]
    public async Task Key_JustBelowTheLimit_IsStableCheapAndNeverRecorded(string stickyKey, string request, int length)
    {
        const int Repeats = 8;
        await using var site = await StickyKeyFixture.StartAsync(stickyKey);
        string[] users = ["ann", "ben", "cat", "dan", "eve", "fay", "gus", "hal"];

        var selected = new List<string>();
        foreach (var user in users)
        {
            var key = user + new string('k', length);
            var ways = new HashSet<string>();
            for (var i = 0; i < Repeats; i++)
                ways.Add(Selected(await site.ExchangeAsync(Filled(request, key))));
            selected.Add(Assert.Single(ways));
        }

        // Eight users at fifty percent: all on one side once in 128 times, but these keys are always the same.
        Assert.Equal(["v1", "v2"], selected.Distinct().Order());
        var runs = users.Length * Repeats;
        await AuditFile.HoldsAsync(site.Bed.Sidecar.Folder, runs);
        var hashes = (await site.Bed.Guard.AllRunsAsync("")).Select(static run => (string)run["request"]!["sticky_key_hash"]!).ToList();
        Assert.Equal((runs, users.Length), (hashes.Count, hashes.Distinct().Count()));
        Assert.All(hashes, static hash => Assert.Matches("^[0-9a-f]{16}$", hash));
        site.Bed.Sidecar.Terminate();
        await site.Bed.Sidecar.ExitAsync();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(site.Bed.Sidecar.Folder, "data")))
            Assert.DoesNotContain("kkkkkkkk", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)), StringComparison.Ordinal);
        Assert.DoesNotContain("kkkkkkkk", site.Bed.Sidecar.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("header:X-User-Id", "X-User-Id: \u00ff\u00fe\u00c3")]
    [InlineData("header:X-User-Id", "X-User-Id: ann\r\nX-User-Id: ben")]
    [InlineData("header:X-User-Id", "X-User-Id: \u001b[2K")]
    [InlineData("cookie:user", "Cookie: user=ann; user=ben; user=cat")]
    [InlineData("cookie:user", "Cookie: user=%00%ff%0d%0a")]
    [InlineData("cookie:user", "Cookie: ;;;=; =x; user=ann; \"=")]
    public async Task Key_OfAnyForm_IsOneKeyOfOneUser(string stickyKey, string header)
    {
        var (site, mark) = (fixture.At(stickyKey), fixture.Mark());

        var ways = new HashSet<string>();
        for (var i = 0; i < 16; i++)
            ways.Add(Selected(await site.ExchangeAsync($"GET /{mark} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{header}\r\n\r\n")));

        Assert.Single(ways);
        Assert.NotNull(Assert.Single((await StickyKeyFixture.HashesAsync(site, mark, 16)).Distinct()));
    }

    [Theory]
    [InlineData("header:X-User-Id", "X-User-Id: ")]
    [InlineData("cookie:user", "Cookie: user=; other=x")]
    public async Task Key_Empty_IsNoKeyAndNobodysHash(string stickyKey, string header)
    {
        var (site, mark) = (fixture.At(stickyKey), fixture.Mark());

        await site.ExchangeAsync($"GET /{mark} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{header}\r\n\r\n");

        Assert.Null(Assert.Single(await StickyKeyFixture.HashesAsync(site, mark, 1)));
    }

    private static string Filled(string request, string key) =>
        request.Replace("{0}", key, StringComparison.Ordinal) + "\r\nHost: a\r\nConnection: close\r\n\r\n";

    private static string Selected(string answers)
    {
        Assert.Equal([200], RawAgent.Statuses(answers));
        return answers.Split("X-Planner-Selected: ")[1][..2];
    }
}
