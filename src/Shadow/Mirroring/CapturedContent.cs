using System.Net;
using Shadow.Capture;
using Shadow.Runs;

namespace Shadow.Mirroring;

/// <summary>A captured request body as the content of a shadow request.</summary>
internal sealed class CapturedContent(CaptureBuffer body, Leg leg) : HttpContent
{
    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // A planner may answer before it has taken the body: the write goes on after the answer, even after the run, and the array must
        // not go back to the pool under it.
        if (!body.TryAddReference())
            throw new IOException("The request was over before its body was sent.");
        try
        {
            await stream.WriteAsync(body.Bytes, cancellationToken);
            leg.Clock.MarkSent();
        }
        finally
        {
            body.Release();
        }
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = body.Bytes.Length;
        return true;
    }
}
