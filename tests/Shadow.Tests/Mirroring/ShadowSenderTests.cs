using System.Net;
using Microsoft.Extensions.Time.Testing;
using Shadow.Mirroring;
using Shadow.Runs;
using Testing;

namespace Shadow.Tests.Mirroring;

/// <summary>How a shadow leg ends, by what the HTTP client says.</summary>
public sealed class ShadowSenderTests : IDisposable
{
    private readonly RunBuilder _runs = new(new FakeTimeProvider());
    private readonly ShadowPermits _permits = new();

    public void Dispose() => _permits.Dispose();

    [Fact]
    public async Task SendAsync_PlanCame_IsAnswered()
    {
        using var content = new StringContent(RunBuilder.Plan, null, "application/json");
        using var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
        var leg = await EndAsync(() => response);
        Assert.Equal(new LegEnd(LegFailure.None), leg.End);
        Assert.NotNull(leg.Reading.Decision);
    }

    [Fact]
    public async Task SendAsync_RequestThatCannotBeSent_IsTheAgentsDoingAndNoFailure()
    {
        // What SocketsHttpHandler says of a header that holds what no header may hold.
        var leg = await EndAsync(static () => throw new HttpRequestException("Request headers must contain only ASCII characters."));
        Assert.Equal(new LegEnd(LegFailure.None, LegEndCause.Agent), leg.End);
        Assert.True(LegVerdict.Inconclusive(leg));
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, LegFailure.Connect)]
    [InlineData(HttpRequestError.ResponseEnded, LegFailure.Reset)]
    public async Task SendAsync_ConnectionFails_IsThePlannersFailure(HttpRequestError error, LegFailure failure)
    {
        var leg = await EndAsync(() => throw new HttpRequestException(error, "no", new IOException()));
        Assert.Equal(new LegEnd(failure), leg.End);
    }

    [Fact]
    public async Task SendAsync_NoDestination_IsAConnectFailure() =>
        Assert.Equal(new LegEnd(LegFailure.Connect), (await EndAsync(null)).End);

    private async Task<Leg> EndAsync(Func<HttpResponseMessage>? answer)
    {
        var run = _runs.Create();
        run.RequestPassed();
        using var client = answer is null ? null : new HttpMessageInvoker(new FakeHandler(answer));
        using var primary = new HttpRequestMessage(HttpMethod.Post, "http://v1.test/plan");
        var target = new ShadowTarget(
            Planner.V2,
            client,
            "http://v2.test/",
            null,
            HttpVersion.Version11,
            HttpVersionPolicy.RequestVersionExact
        );
        var sender = new ShadowSender(_permits, _runs.Budget, _runs.Observer);
        run.Dispatch = sender.Prepare(run, primary, "http://v1.test/", null, target);
        run.TryStartShadow();
        await _runs.Observer.SettledAsync(run.Shadow!, TestContext.Current.CancellationToken);
        return run.Shadow!;
    }

    private sealed class FakeHandler(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                return Task.FromResult(answer());
            }
            catch (HttpRequestException fault)
            {
                return Task.FromException<HttpResponseMessage>(fault);
            }
        }
    }
}
