using System.Text;
using EndToEnd.Harness;

namespace EndToEnd.Guard;

/// <summary>Bodies that PUT /guard/config refuses: each answer says which field and what is allowed, and nothing changes.</summary>
public sealed class ConfigBadInputTests(GuardFixture fixture) : IClassFixture<GuardFixture>
{
    [Theory]
    [InlineData("""{"canary_pct":-1}""", "canary_pct", "0 to 100")]
    [InlineData("""{"canary_pct":101}""", "canary_pct", "0 to 100")]
    [InlineData("""{"canary_pct":100.0000001}""", "canary_pct", "0 to 100")]
    [InlineData("""{"canary_pct":1e400}""", "canary_pct", "0 to 100")]
    [InlineData("""{"canary_pct":"5"}""", "canary_pct", "is a string; it must be a number from 0 to 100")]
    [InlineData("""{"canary_pct":null}""", "canary_pct", "is null; it must be a number from 0 to 100")]
    [InlineData("""{"canary_pct":[5]}""", "canary_pct", "0 to 100")]
    [InlineData("""{"kill_switch":"true"}""", "kill_switch", "true or false")]
    [InlineData("""{"kill_switch":1}""", "kill_switch", "true or false")]
    [InlineData("""{"kill_switch":null}""", "kill_switch", "true or false")]
    [InlineData("""{"updated_by":""}""", "updated_by", "1 to 200 characters")]
    [InlineData("""{"reason":7}""", "reason", "characters")]
    [InlineData("""{"canary":5}""", "canary", "allowed are canary_pct, kill_switch, updated_by, reason")]
    [InlineData("""{"Canary_Pct":5}""", "Canary_Pct", "allowed are canary_pct, kill_switch, updated_by, reason")]
    [InlineData("""{"canary_pct":5,"canary_pct":6}""", "canary_pct", "more than once")]
    [InlineData("""{"canary_pct":NaN}""", "body", "NaN and Infinity are no JSON numbers")]
    [InlineData("""{"canary_pct":5""", "body", "is not JSON")]
    [InlineData("""{"canary_pct":5} x""", "body", "is not JSON")]
    [InlineData("[5]", "body", "must be a JSON object")]
    [InlineData("", "body", "is empty")]
    public async Task Put_UnusableBody_Is400NamingFieldAndAllowed(string body, string field, string allowed)
    {
        await AssertRefusedAsync(400, field, allowed, () => fixture.Bed.Guard.PutAsync(body));
    }

    [Fact]
    public async Task Put_ThreeFaults_NamesAllThree()
    {
        var answer = await fixture.Bed.Guard.PutAsync("""{"canary_pct":101,"kill_switch":"on","colour":"red"}""");

        Assert.Equal(400, answer.Status);
        var fields = answer.Json["errors"]!.AsArray().Select(static error => (string)error!["field"]!);
        Assert.Equal(["canary_pct", "kill_switch", "colour"], fields);
    }

    [Fact]
    public async Task Put_GoodFieldBesideABadOne_ChangesNothing()
    {
        await AssertRefusedAsync(
            400,
            "kill_switch",
            "true or false",
            () => fixture.Bed.Guard.PutAsync("""{"canary_pct":50,"kill_switch":2}""")
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Put_BodyOverTheLimit_Is413(bool chunked)
    {
        var reason = new string('r', 70_000);
        await AssertRefusedAsync(
            413,
            "body",
            "at most 65536 bytes",
            async () =>
            {
                using var request = Put(new StringContent($$"""{"reason":"{{reason}}"}""", Encoding.UTF8, "application/json"));
                request.Headers.TransferEncodingChunked = chunked;
                return await fixture.Bed.Guard.SendAsync(request);
            }
        );
    }

    [Fact]
    public async Task Put_NotUtf8_Is400()
    {
        await AssertRefusedAsync(
            400,
            "body",
            "must be UTF-8",
            async () =>
            {
                var content = new ByteArrayContent([.. "{\"reason\":\""u8, 0xFF, 0xFE, .. "\"}"u8]);
                content.Headers.ContentType = new("application/json");
                using var request = Put(content);
                return await fixture.Bed.Guard.SendAsync(request);
            }
        );
    }

    [Fact]
    public async Task Put_NotDeclaredAsJson_Is415()
    {
        var before = await VersionAsync();
        using var request = Put(new StringContent("""{"canary_pct":5}""", Encoding.UTF8, "text/plain"));

        var answer = await fixture.Bed.Guard.SendAsync(request);

        Assert.Equal((415, "application/problem+json"), (answer.Status, answer.MediaType));
        Assert.Contains("application/json", (string)answer.Json["detail"]!, StringComparison.Ordinal);
        Assert.Equal(before, await VersionAsync());
    }

    [Theory]
    [InlineData("7")]
    [InlineData("\"7")]
    [InlineData("W/\"7\"")]
    [InlineData("\"seven\"")]
    public async Task Put_UnreadableIfMatch_Is400NamingIt(string ifMatch)
    {
        await AssertRefusedAsync(
            400,
            "If-Match",
            "one version in double quotes",
            () => fixture.Bed.Guard.PutAsync("""{"canary_pct":5}""", ifMatch)
        );
    }

    [Fact]
    public async Task Put_StaleIfMatch_Is412AndChangesNothing()
    {
        var before = await VersionAsync();

        var answer = await fixture.Bed.Guard.PutAsync("""{"canary_pct":5}""", $"\"{before + 1}\"");

        Assert.Equal((412, "application/problem+json"), (answer.Status, answer.MediaType));
        Assert.Equal(before, await VersionAsync());
    }

    [Fact]
    public async Task Rollback_UnknownField_Is400AndChangesNothing()
    {
        await AssertRefusedAsync(
            400,
            "canary_pct",
            "allowed are updated_by, reason",
            () => fixture.Bed.Guard.RollbackAsync("""{"canary_pct":5}""")
        );
    }

    private static HttpRequestMessage Put(HttpContent content) => new(HttpMethod.Put, "/guard/config") { Content = content };

    private async Task AssertRefusedAsync(int status, string field, string allowed, Func<Task<GuardAnswer>> ask)
    {
        var before = await VersionAsync();
        var answer = await ask();
        Assert.Equal((status, "application/problem+json"), (answer.Status, answer.MediaType));
        var error = Assert.Single(answer.Json["errors"]!.AsArray())!;
        Assert.Equal(field, (string)error["field"]!);
        Assert.Contains(allowed, (string)error["detail"]!, StringComparison.OrdinalIgnoreCase);
        var config = (await fixture.Bed.Guard.StatusAsync())["config"]!;
        Assert.Equal((before, 12.5, false), ((long)config["version"]!, (double)config["canary_pct"]!, (bool)config["kill_switch"]!));
    }

    private async Task<long> VersionAsync() => (long)(await fixture.Bed.Guard.StatusAsync())["config"]!["version"]!;
}
