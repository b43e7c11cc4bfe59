using System.Net;

namespace Shadow.Capture;

/// <summary>
/// Stands in for a planner's content once its headers were copied, so that its body passes the tee. Whoever copies it to the agent keeps its
/// own way of flushing: events arrive as they come.
/// </summary>
public sealed class AnswerTeeContent(HttpContent inner, IAnswerSink sink) : HttpContent
{
    /// <inheritdoc/>
    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        new AnswerTeeStream(await inner.ReadAsStreamAsync(cancellationToken), sink);

    /// <inheritdoc/>
    protected override Task<Stream> CreateContentReadStreamAsync() => CreateContentReadStreamAsync(CancellationToken.None);

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        throw new NotSupportedException("The content is read as a stream.");

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
