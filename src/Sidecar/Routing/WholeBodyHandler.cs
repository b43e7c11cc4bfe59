using Shadow.Runs;

namespace Sidecar.Routing;

/// <summary>Sees to it, where HTTP/2 may be spoken, that a planner is never told that a body is whole which is not.</summary>
internal sealed class WholeBodyHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly HttpRequestOptionsKey<Leg> LegKey = new(nameof(Leg));

    /// <summary>Leaves word of whose body it is. YARP lets nobody replace the content before it sends.</summary>
    public static void Mark(HttpRequestMessage request, string destinationPrefix, Leg leg)
    {
        if (request.Content is not null && MayBeHttp2(request, destinationPrefix))
            request.Options.Set(LegKey, leg);
    }

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (
            request.Content is { } content
            && MayBeHttp2(request, request.RequestUri?.Scheme ?? "")
            && request.Options.TryGetValue(LegKey, out var leg)
        )
            request.Content = new WholeBodyContent(content, leg);
        return base.SendAsync(request, cancellationToken);
    }

    // Of HTTP/1.1 the connection is closed; and without TLS nobody agrees on HTTP/2 who need not.
    private static bool MayBeHttp2(HttpRequestMessage request, string address) =>
        request.VersionPolicy == HttpVersionPolicy.RequestVersionOrLower
            ? request.Version.Major > 1 && address.StartsWith(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase)
            : request.Version.Major > 1 || request.VersionPolicy == HttpVersionPolicy.RequestVersionOrHigher;
}
