using System.Threading.RateLimiting;
using Shadow.Runs;

namespace Shadow.Mirroring;

/// <summary>One run's shadow request, ready to be sent.</summary>
internal sealed class ShadowDispatch(
    Run run,
    HttpRequestMessage request,
    HttpContent? primaryContent,
    ShadowTarget target,
    RateLimitLease? permit,
    ShadowSender sender
) : IShadowDispatch, IThreadPoolWorkItem
{
    // Read while the primary's content is still its own: when the shadow is sent, it may be disposed of.
    private readonly ByteArrayContent? _contentHeaders = HeadersOf(primaryContent, run, target);
    private RateLimitLease? _permit = permit;
    private Leg? _leg;

    /// <summary>The request that is sent.</summary>
    public HttpRequestMessage Request => request;

    /// <summary>Where it goes.</summary>
    public ShadowTarget Target => target;

    /// <inheritdoc/>
    public bool TryAdmit()
    {
        _permit ??= sender.Permits.TryAcquire(target.Planner, run.Options.Shadow.MaxConcurrent);
        return _permit is not null;
    }

    /// <inheritdoc/>
    public void Abandon() => _permit?.Dispose();

    /// <inheritdoc/>
    public void Send(Leg leg)
    {
        _leg = leg;
        leg.MayStall = target.ActivityTimeout ?? run.Options.FirstByte + ShadowTarget.YarpsActivityTimeout;
        if (run.Body is { } body)
        {
            var content = new CapturedContent(body, leg);
            if (_contentHeaders is not null)
                ShadowRequest.CopyContentHeaders(_contentHeaders, content, []);
            request.Content = content;
        }
        else if (_contentHeaders is not null)
        {
            request.Content = _contentHeaders;
        }

        // Another thread, and none of the request's execution context: the agent's path ends here.
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <inheritdoc/>
    public void Execute() => _ = sender.SendAsync(this, _leg!);

    private static ByteArrayContent? HeadersOf(HttpContent? primary, Run run, ShadowTarget target)
    {
        if (primary is null)
            return null;
        var headers = new ByteArrayContent([]);
        ShadowRequest.CopyContentHeaders(primary, headers, ShadowSender.Dropped(run, target.Planner));
        return headers;
    }
}
