using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Time.Testing;
using Shadow.Capture;
using Sidecar.Routing;
using Testing;

namespace Sidecar.Tests.Routing;

public class RequestCaptureTests
{
    // Out of the listener's pipe: an agent of HTTP/2 that resets its stream, a connection that broke, one that the listener gave up.
    public static TheoryData<Exception> Endings =>
        [new IOException("The client reset the request stream."), new ConnectionResetException("x"), new ConnectionAbortedException()];

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task Attach_AgentBrokeOffWithinItsBody_WhoReadsItMeetsIt(Exception ending)
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync("abc"u8.ToArray(), TestContext.Current.CancellationToken);
        await pipe.Writer.CompleteAsync(ending);
        var context = new DefaultHttpContext();
        context.Features.Set<IRequestBodyPipeFeature>(new BodyPipe(pipe.Reader));
        context.Request.Body = pipe.Reader.AsStream();
        context.Request.ContentLength = 10;

        new RequestCapture(new MemoryBudget(static () => long.MaxValue)).Attach(context, new RunBuilder(new FakeTimeProvider()).Create());

        await Assert.ThrowsAsync(
            ending.GetType(),
            async () => await context.Request.Body.ReadAsync(new byte[10], TestContext.Current.CancellationToken)
        );
    }

    private sealed record BodyPipe(PipeReader Reader) : IRequestBodyPipeFeature;
}
