using Shadow.Runs;

namespace Shadow.Mirroring;

/// <summary>Tells how a connection to a planner failed.</summary>
public static class TransportFailure
{
    /// <summary>The failure that an exception stands for.</summary>
    /// <param name="exception">What the HTTP client threw.</param>
    /// <param name="headersCame">Whether the answer's headers had come: then its body broke off.</param>
    public static LegFailure Of(Exception? exception, bool headersCame)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is TimeoutException)
                return LegFailure.Timeout;
        }

        if (headersCame)
            return LegFailure.Truncated;
        return
            exception is HttpRequestException { HttpRequestError: var error }
            && error
                is HttpRequestError.ConnectionError
                    or HttpRequestError.NameResolutionError
                    or HttpRequestError.SecureConnectionError
                    or HttpRequestError.ProxyTunnelError
                    or HttpRequestError.VersionNegotiationError
            ? LegFailure.Connect
            : LegFailure.Reset;
    }

    /// <summary>
    /// True where the request itself could not be sent, e.g. because a header holds what no header may hold: the agent's doing, no
    /// planner's.
    /// </summary>
    public static bool IsOfTheRequest(Exception? exception) =>
        exception is HttpRequestException { HttpRequestError: HttpRequestError.Unknown, InnerException: null };
}
