using System.Net;
using System.Text;
using Shadow.Mirroring;

namespace Shadow.Tests.Mirroring;

public class AnswerFramingTests
{
    [Theory]
    [InlineData(204, "1.1")]
    [InlineData(204, "2.0")]
    [InlineData(205, "1.1")]
    [InlineData(205, "2.0")]
    [InlineData(304, "2.0")]
    public async Task Hold_StatusThatHasNoBody_DropsIt(int status, string version)
    {
        using var response = Answer(status, version, "hello");
        AnswerFraming.Hold(response);
        Assert.Equal("", await ReadAsync(response));
    }

    [Fact]
    public async Task Hold_205_HasNoLengthOfABody()
    {
        using var response = Answer(205, "1.1", "hello", length: 5);
        AnswerFraming.Hold(response);
        Assert.Equal(0, response.Content.Headers.ContentLength);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("", await ReadAsync(response));
    }

    [Fact]
    public async Task Hold_304_TellsTheLengthOfWhatItStandsFor()
    {
        using var response = Answer(304, "1.1", "", length: 500);
        AnswerFraming.Hold(response);
        Assert.Equal(500, response.Content.Headers.ContentLength);
        Assert.Equal("", await ReadAsync(response));
    }

    [Theory]
    [InlineData("hello", 5, "hello")]
    [InlineData("hello there", 5, "hello")]
    [InlineData("", 0, "")]
    [InlineData("hello", null, "hello")]
    public async Task Hold_OfHttp2_PassesAsMuchAsItsLength(string body, int? length, string passed)
    {
        using var response = Answer(200, "2.0", body, length);
        AnswerFraming.Hold(response);
        Assert.Equal(passed, await ReadAsync(response));
    }

    [Fact]
    public async Task Hold_OfHttp2ShorterThanItsLength_IsBrokenOff()
    {
        using var response = Answer(200, "2.0", "hello", length: 500);
        AnswerFraming.Hold(response);
        await Assert.ThrowsAsync<HttpIOException>(() => ReadAsync(response));
    }

    [Fact]
    public async Task Hold_OfHttp2ToHead_NeedsNoBody()
    {
        using var response = Answer(200, "2.0", "", length: 500);
        response.RequestMessage = new HttpRequestMessage(HttpMethod.Head, "http://planner.example/");
        AnswerFraming.Hold(response);
        Assert.Equal("", await ReadAsync(response));
    }

    private static HttpResponseMessage Answer(int status, string version, string body, int? length = null)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status)
        {
            Version = Version.Parse(version),
            Content = new StreamContent(new MemoryStream(Encoding.ASCII.GetBytes(body))),
        };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        // Null: what came in chunks, or in frames without a length.
        response.Content.Headers.ContentLength = length;
        return response;
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response)
    {
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        return await reader.ReadToEndAsync();
    }
}
