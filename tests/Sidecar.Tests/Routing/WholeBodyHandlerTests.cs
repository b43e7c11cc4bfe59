using System.Net;
using Shadow.Runs;
using Sidecar.Routing;
using Sidecar.Tests.Guard.Judging;

namespace Sidecar.Tests.Routing;

public sealed class WholeBodyHandlerTests
{
    [Theory]
    [InlineData(HttpVersionPolicy.RequestVersionExact, "2.0", "http://v2", true)]
    [InlineData(HttpVersionPolicy.RequestVersionOrHigher, "1.1", "https://v2", true)]
    [InlineData(HttpVersionPolicy.RequestVersionOrLower, "2.0", "https://v2", true)]
    [InlineData(HttpVersionPolicy.RequestVersionOrLower, "2.0", "http://v2", false)]
    [InlineData(HttpVersionPolicy.RequestVersionExact, "1.1", "https://v2", false)]
    public async Task SendAsync_ContentEndsThoughTheBodyHasNotPassed_DoesNotEndWell(
        HttpVersionPolicy policy,
        string version,
        string address,
        bool fails
    )
    {
        using var bed = await JudgingBed.StartedAsync();
        var leg = bed.Begin().Run.Primary;
        using var request = Request(policy, version, address, leg);

        var sending = SendAsync(request);

        if (fails)
            await Assert.ThrowsAsync<OperationCanceledException>(() => sending);
        else
            await sending;
    }

    [Fact]
    public async Task SendAsync_BodyHasPassed_EndsWellWithItsHeaders()
    {
        using var bed = await JudgingBed.StartedAsync();
        var leg = bed.Begin().Run.Primary;
        leg.BodySent();
        using var request = Request(HttpVersionPolicy.RequestVersionExact, "2.0", "http://v2", leg);

        await SendAsync(request);

        Assert.Equal("application/json", request.Content!.Headers.ContentType!.MediaType);
    }

    private static HttpRequestMessage Request(HttpVersionPolicy policy, string version, string address, Leg leg)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address + "/plan")
        {
            Version = Version.Parse(version),
            VersionPolicy = policy,
            Content = new CancelledContent(),
        };
        request.Content.Headers.ContentType = new("application/json");
        WholeBodyHandler.Mark(request, address, leg);
        return request;
    }

    private static async Task SendAsync(HttpRequestMessage request)
    {
        using var invoker = new HttpMessageInvoker(new WholeBodyHandler(new ReadingHandler()));
        using var response = await invoker.SendAsync(request, default);
    }

    /// <summary>As YARP's is where it is cancelled before the first byte.</summary>
    private sealed class CancelledContent : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Task.CompletedTask;

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    private sealed class ReadingHandler : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
            return new HttpResponseMessage();
        }
    }
}
