namespace Shadow.Mirroring;

/// <summary>Makes the shadow's request of the primary's, after all transforms.</summary>
public static class ShadowRequest
{
    /// <summary>
    /// Copies method, address, version and headers. The headers are copied here and not later, because the connection reads the primary's
    /// own while it sends them.
    /// </summary>
    /// <param name="primary">The request that goes to the assigned planner.</param>
    /// <param name="primaryPrefix">The address of its destination.</param>
    /// <param name="primaryHost">The Host header that destination asks for.</param>
    /// <param name="target">Where the shadow goes.</param>
    /// <param name="dropHeaders">Names that the shadow does not carry.</param>
    public static HttpRequestMessage Create(
        HttpRequestMessage primary,
        string primaryPrefix,
        string? primaryHost,
        ShadowTarget target,
        IReadOnlyList<string> dropHeaders
    )
    {
        var request = new HttpRequestMessage(primary.Method, Address(primary.RequestUri!, primaryPrefix, target.Prefix))
        {
            Version = target.Version,
            VersionPolicy = target.VersionPolicy,
        };
        foreach (var (name, values) in primary.Headers.NonValidated)
        {
            if (!Dropped(name, dropHeaders))
                Add(request.Headers, name, values);
        }

        // The framing is the sender's own: the body is whole, so it has a length.
        request.Headers.TransferEncodingChunked = null;
        if (primary.Headers.Host is null || primary.Headers.Host == primaryHost)
            request.Headers.Host = target.Host;
        return request;
    }

    /// <summary>Copies the headers of the body.</summary>
    public static void CopyContentHeaders(HttpContent primary, HttpContent shadow, IReadOnlyList<string> dropHeaders)
    {
        foreach (var (name, values) in primary.Headers.NonValidated)
        {
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) && !Dropped(name, dropHeaders))
                Add(shadow.Headers, name, values);
        }
    }

    private static void Add(System.Net.Http.Headers.HttpHeaders headers, string name, System.Net.Http.Headers.HeaderStringValues values)
    {
        if (values.Count == 1)
            headers.TryAddWithoutValidation(name, values.ToString());
        else
            headers.TryAddWithoutValidation(name, (IEnumerable<string>)values);
    }

    private static bool Dropped(string name, IReadOnlyList<string> dropHeaders)
    {
        for (var i = 0; i < dropHeaders.Count; i++)
        {
            if (name.Equals(dropHeaders[i], StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    // A transform may have rewritten the path: what follows the primary's prefix follows the shadow's. An address of a transform's own
    // making keeps its path and query.
    private static Uri Address(Uri primary, string primaryPrefix, string prefix)
    {
        var text = primary.OriginalString;
        var from = primaryPrefix.AsSpan().TrimEnd('/');
        var rest = text.AsSpan().StartsWith(from, StringComparison.OrdinalIgnoreCase) ? text.AsSpan(from.Length) : primary.PathAndQuery;
        return new Uri(string.Concat(prefix.AsSpan().TrimEnd('/'), rest), UriKind.Absolute);
    }
}
