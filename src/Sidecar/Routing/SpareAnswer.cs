using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using Shadow.Mirroring;
using Shadow.Runs;
using Yarp.ReverseProxy.Forwarder;

namespace Sidecar.Routing;

/// <summary>Gives an agent v1's spare answer, as v1's own transformer would have it.</summary>
internal static class SpareAnswer
{
    private const int ReadSize = 16 * 1024;

    /// <summary>Answers; false where the spare cannot be used, and then nothing was sent.</summary>
    public static async Task<bool> TryServeAsync(HttpContext context, Run run, Spare spare, HttpTransformer transformer)
    {
        var left = context.RequestAborted;
        try
        {
            var head = await spare.Head.WaitAsync(left);
            // One that is known to have broken off is no answer, however much of it came.
            if (head is null || spare.Broken || !await TryCopyHeadAsync(context, head, transformer) || !spare.TryClaim(out var soFar))
                return false;
            RunHeaders.Stamp(context.Response, run, spare.Leg);
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            await WriteAsync(context, soFar);
            var rest = await spare.Rest.WaitAsync(left);
            // It broke off before its answer began: v1 gave none.
            if (rest is { Whole: false, Stream: null } && soFar.Length == 0 && rest.Bytes.Length == 0)
                return false;
            await WriteAsync(context, rest.Bytes);
            if (rest.Stream is { } stream)
                await FollowAsync(context, spare, stream);
            else if (!rest.Whole)
                context.Abort();
            if (rest.Whole || rest.Stream is not null)
                await AnswerTrailers.PassAsync(context, head, transformer, left);
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            spare.Leg.CancelFor(LegFailure.None);
            spare.Followed(null);
        }

        return true;
    }

    // False where a header cannot be sent to an agent: v1 is then asked as a primary, and what comes of that is v1's.
    private static async Task<bool> TryCopyHeadAsync(HttpContext context, HttpResponseMessage head, HttpTransformer transformer)
    {
        try
        {
            context.Response.StatusCode = (int)head.StatusCode;
            if (HttpProtocol.IsHttp11(context.Request.Protocol))
                context.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = head.ReasonPhrase;
            await transformer.TransformResponseAsync(context, head, context.RequestAborted);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static async Task FollowAsync(HttpContext context, Spare spare, Stream stream)
    {
        var left = context.RequestAborted;
        // A deadline that strikes and a shutdown end the leg, and with it what is read here.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(left, spare.Leg.Cancellation.Token);
        var buffer = ArrayPool<byte>.Shared.Rent(ReadSize);
        spare.Leg.Clock.MarkProgress();
        spare.Leg.AgentWaitEnded();
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer, either.Token)) > 0; )
            {
                spare.Leg.AnswerPassed(buffer.AsSpan(0, read));
                spare.Leg.AgentWaitBegan();
                await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), left);
                spare.Leg.Clock.MarkProgress();
                spare.Leg.AgentWaitEnded();
            }

            spare.Followed(null);
        }
        catch (Exception exception)
        {
            // An agent that left is no failure of v1's.
            if (left.IsCancellationRequested)
                spare.Leg.CancelFor(LegFailure.None);
            // The agent has part of the answer: it must not take it for the whole.
            spare.Followed(exception);
            context.Abort();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Task WriteAsync(HttpContext context, byte[] bytes) =>
        bytes.Length == 0 ? Task.CompletedTask : context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
}
