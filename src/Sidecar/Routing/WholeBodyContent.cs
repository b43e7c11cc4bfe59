using System.Net;
using Shadow.Runs;

namespace Sidecar.Routing;

/// <summary>
/// A request's content that ends well only when the whole body has passed. YARP's returns as if it had where it is cancelled before the first
/// byte, and over HTTP/2 the planner would then be told that the body is empty: a request that no agent made.
/// </summary>
internal sealed class WholeBodyContent : HttpContent
{
    private readonly HttpContent _inner;
    private readonly Leg _leg;

    public WholeBodyContent(HttpContent inner, Leg leg)
    {
        (_inner, _leg) = (inner, leg);
        foreach (var (name, values) in inner.Headers.NonValidated)
            Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values);
    }

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await _inner.CopyToAsync(stream, context, cancellationToken);
        if (_leg.Clock.Sent == 0)
            throw new OperationCanceledException("The body has not passed whole.");
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

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
