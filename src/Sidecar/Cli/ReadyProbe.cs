using System.Net;

namespace Sidecar.Cli;

/// <summary>Asks a sidecar on this machine whether it is ready.</summary>
internal static class ReadyProbe
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    /// <summary>Asks one address after the other; the first that answers at all decides. 3 s in all.</summary>
    public static async Task<ReadyAnswer> AskAsync(IReadOnlyList<Uri> addresses, CancellationToken cancellationToken)
    {
        if (addresses.Count == 0)
            return new ReadyAnswer(false, "not ready: the configuration has no address that can be asked; name one with --urls");
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false };
        // Nothing secret is sent, and the certificate is for the name by which others know this machine: any will do.
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null;
        using var client = new HttpClient(handler) { Timeout = Timeout };
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Timeout);
        var sentences = new List<string>();
        foreach (var address in addresses)
        {
            try
            {
                using var response = await GetAsync(client, address, deadline.Token);
                return response.StatusCode == HttpStatusCode.OK
                    ? new ReadyAnswer(true, $"ready: {address}")
                    : new ReadyAnswer(false, $"not ready: {address} answered {(int)response.StatusCode}");
            }
            catch (HttpRequestException error)
            {
                sentences.Add($"{address}: {error.Message}");
            }
            catch (OperationCanceledException)
            {
                sentences.Add($"{address}: no answer in {Timeout.TotalSeconds} s");
                break;
            }
        }

        return new ReadyAnswer(false, "not ready: " + string.Join("; ", sentences));
    }

    // Over TLS both sides agree on a version. Without it a listener for HTTP/2 alone answers HTTP/1.1 with 400, which the probe never earns.
    private static async Task<HttpResponseMessage> GetAsync(HttpClient client, Uri address, CancellationToken cancellationToken)
    {
        var response = await SendAsync(client, address, HttpVersionPolicy.RequestVersionOrLower, cancellationToken);
        if (response.StatusCode != HttpStatusCode.BadRequest || address.Scheme != Uri.UriSchemeHttp)
            return response;
        response.Dispose();
        return await SendAsync(client, address, HttpVersionPolicy.RequestVersionExact, cancellationToken);
    }

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient client,
        Uri address,
        HttpVersionPolicy policy,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Version = HttpVersion.Version20, VersionPolicy = policy };
        return await client.SendAsync(request, cancellationToken);
    }
}
