using System.Net;

namespace Shadow.Capture;

/// <summary>Stands in for a planner's content, and hands out its body wrapped.</summary>
/// <param name="inner">The content; disposed of with this.</param>
public abstract class WrappedContent(HttpContent inner) : HttpContent
{
    /// <summary>Wraps the body as it is handed out.</summary>
    protected abstract Stream Wrap(Stream body);

    /// <inheritdoc/>
    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        Wrap(await inner.ReadAsStreamAsync(cancellationToken));

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
