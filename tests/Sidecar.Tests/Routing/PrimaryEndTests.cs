using Microsoft.Extensions.Time.Testing;
using Shadow.Runs;
using Sidecar.Routing;
using Testing;
using Yarp.ReverseProxy.Forwarder;

namespace Sidecar.Tests.Routing;

public class PrimaryEndTests
{
    private readonly RunBuilder _runs = new(new FakeTimeProvider());

    [Theory]
    [InlineData(ForwarderError.NoAvailableDestinations, LegFailure.Connect)]
    [InlineData(ForwarderError.RequestTimedOut, LegFailure.Timeout)]
    [InlineData(ForwarderError.RequestBodyDestination, LegFailure.Reset)]
    [InlineData(ForwarderError.ResponseHeaders, LegFailure.Reset)]
    [InlineData(ForwarderError.ResponseBodyDestination, LegFailure.Truncated)]
    public void Of_PlannersError_IsItsFailure(ForwarderError error, LegFailure expected) =>
        Assert.Equal(new LegEnd(expected), PrimaryEnd.Of(_runs.Create().Primary, new FakeError(error), agentLeft: false));

    [Theory]
    [InlineData(ForwarderError.RequestBodyClient, false)]
    [InlineData(ForwarderError.RequestCreation, false)]
    [InlineData(ForwarderError.RequestCanceled, true)]
    [InlineData(ForwarderError.ResponseBodyClient, true)]
    [InlineData(ForwarderError.ResponseBodyCanceled, true)]
    [InlineData(ForwarderError.RequestBodyDestination, true)]
    public void Of_AgentsDoing_IsNoEvidence(ForwarderError error, bool agentLeft) =>
        Assert.Equal(LegEndCause.Agent, PrimaryEnd.Of(_runs.Create().Primary, new FakeError(error), agentLeft).Cause);

    [Fact]
    public void Of_HeaderThatCannotBeSent_IsNoEvidence() =>
        Assert.Equal(
            LegEndCause.Agent,
            PrimaryEnd
                .Of(
                    _runs.Create().Primary,
                    new FakeError(ForwarderError.Request, new HttpRequestException("Request headers must contain only ASCII characters.")),
                    agentLeft: false
                )
                .Cause
        );

    [Fact]
    public void Of_DeadlineOfTheSidecar_IsATimeout()
    {
        var run = _runs.Create();
        run.Primary.CancelFor(LegFailure.Timeout);
        Assert.Equal(
            new LegEnd(LegFailure.Timeout),
            PrimaryEnd.Of(run.Primary, new FakeError(ForwarderError.RequestCanceled), agentLeft: false)
        );
    }

    [Theory]
    [InlineData(200, LegFailure.None)]
    [InlineData(404, LegFailure.None)]
    [InlineData(429, LegFailure.Status429)]
    [InlineData(503, LegFailure.Status5xx)]
    public void Of_AnswerWithoutError_GoesByTheStatus(int status, LegFailure expected)
    {
        var run = _runs.Create();
        run.Primary.Status = status;
        Assert.Equal(new LegEnd(expected), PrimaryEnd.Of(run.Primary, null, agentLeft: false));
    }

    [Fact]
    public void Of_WholeAnswerAndUnreadRequest_IsAnswered()
    {
        var run = _runs.Create();
        run.Primary.Status = 200;
        run.Primary.AnswerEnded();
        Assert.Equal(LegEnd.Answered(200), PrimaryEnd.Of(run.Primary, new FakeError(ForwarderError.RequestBodyCanceled), agentLeft: false));
    }

    private sealed record FakeError(ForwarderError Error, Exception? Exception = null) : IForwarderErrorFeature;
}
