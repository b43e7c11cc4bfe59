using System.Net;

namespace Shadow.Mirroring;

/// <summary>
/// Holds an answer's body to what its head says of it. Of HTTP/1.1 the client does so, but for a 205; of HTTP/2 it hands over what came. An
/// agent's connection cannot take a body that its status or its length rules out: the agent would see the sidecar fail, and nobody would be
/// charged with it.
/// </summary>
public static class AnswerFraming
{
    /// <summary>Puts a bound around the answer's content where one is needed.</summary>
    public static void Hold(HttpResponseMessage response)
    {
        if (response.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.ResetContent or HttpStatusCode.NotModified)
        {
            response.Content = new DeclaredContent(response.Content, 0);
            // A 204 and a 304 may tell the length of another answer, a 205 has one of its own: RFC 9110, section 15.3.6.
            if (response.StatusCode == HttpStatusCode.ResetContent)
                response.Content.Headers.ContentLength = 0;
        }
        else if (response is { Version.Major: > 1, Content.Headers.ContentLength: { } length } && !IsOfHead(response))
        {
            response.Content = new DeclaredContent(response.Content, length);
        }
    }

    private static bool IsOfHead(HttpResponseMessage response) => response.RequestMessage?.Method == HttpMethod.Head;
}
