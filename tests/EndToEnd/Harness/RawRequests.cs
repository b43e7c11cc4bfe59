namespace EndToEnd.Harness;

/// <summary>Requests as text, for <see cref="RawConnection"/>.</summary>
internal static class RawRequests
{
    /// <summary>A request of HTTP/1.1 that asks for the connection to be closed after it.</summary>
    /// <param name="method">The method.</param>
    /// <param name="target">The target as it is to stand on the wire; of an absolute one the Host header is taken.</param>
    /// <param name="body">The body; null for none.</param>
    /// <param name="headers">Further header lines, each with its line end.</param>
    public static string Of(string method, string target, string? body = null, string headers = "")
    {
        var host = Uri.TryCreate(target, UriKind.Absolute, out var uri) && uri.Scheme == "http" ? uri.Authority : "127.0.0.1";
        var length = body is null && method == "GET" ? "" : $"Content-Length: {body?.Length ?? 0}\r\n";
        return $"{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}{length}\r\n{body}";
    }
}
