using System.Net;

namespace Shadow.Mirroring;

/// <summary>A planner's content, of which as much passes as its head declares. Its headers are those of the content within.</summary>
internal sealed class DeclaredContent : HttpContent
{
    private readonly HttpContent _inner;
    private readonly long _length;

    public DeclaredContent(HttpContent inner, long length)
    {
        (_inner, _length) = (inner, length);
        foreach (var (name, values) in inner.Headers.NonValidated)
            Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values);
    }

    /// <inheritdoc/>
    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        new DeclaredStream(await _inner.ReadAsStreamAsync(cancellationToken), _length);

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
            _inner.Dispose();
        base.Dispose(disposing);
    }
}
