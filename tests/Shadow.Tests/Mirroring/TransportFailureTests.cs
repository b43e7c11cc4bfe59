using Shadow.Mirroring;
using Shadow.Runs;

namespace Shadow.Tests.Mirroring;

public class TransportFailureTests
{
    [Theory]
    [InlineData(HttpRequestError.ConnectionError, false, LegFailure.Connect)]
    [InlineData(HttpRequestError.NameResolutionError, false, LegFailure.Connect)]
    [InlineData(HttpRequestError.SecureConnectionError, false, LegFailure.Connect)]
    [InlineData(HttpRequestError.ResponseEnded, false, LegFailure.Reset)]
    [InlineData(HttpRequestError.InvalidResponse, false, LegFailure.Reset)]
    [InlineData(HttpRequestError.ResponseEnded, true, LegFailure.Truncated)]
    public void Of_HttpError_TellsTheStage(HttpRequestError error, bool headersCame, LegFailure expected) =>
        Assert.Equal(expected, TransportFailure.Of(new HttpRequestException(error), headersCame));

    [Fact]
    public void Of_ConnectTimeout_IsATimeout() =>
        Assert.Equal(LegFailure.Timeout, TransportFailure.Of(new TaskCanceledException("", new TimeoutException()), headersCame: false));

    [Fact]
    public void Of_BrokenPipe_IsAReset() => Assert.Equal(LegFailure.Reset, TransportFailure.Of(new IOException(), headersCame: false));
}
