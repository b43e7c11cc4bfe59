using Microsoft.AspNetCore.Connections;
using Sidecar.Hosting;
using Sidecar.Tests.Fakes;

namespace Sidecar.Tests.Hosting;

public sealed class LastingListenerTests
{
    private readonly SignallingTimeProvider _time = new(SampleRuns.Start);
    private readonly FakeListener _inner = new();
    private readonly LastingListener _listener;

    public LastingListenerTests() => _listener = new LastingListener(_inner, socket: null, new ConnectionUses(_time), _time);

    [Fact]
    public async Task Unbind_WithoutConnections_EndsAtOnce()
    {
        await _listener.UnbindAsync();

        Assert.True(_inner.Unbound);
        Assert.Null(await _listener.AcceptAsync());
    }

    [Fact]
    public async Task Unbind_ConnectionQuietForLong_EndsAtOnce()
    {
        await AcceptAsync();
        _time.Advance(ConnectionUses.QuietTime);

        await _listener.UnbindAsync();
    }

    [Fact]
    public async Task Unbind_ConnectionUsedALittleAgo_WaitsUntilItIsQuiet()
    {
        var use = await AcceptAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        use.Begin();
        use.End();

        var unbinding = _listener.UnbindAsync();

        Assert.True(_inner.Unbound);
        await QuietAfterAsync(unbinding, ConnectionUses.QuietTime);
    }

    [Fact]
    public async Task Unbind_RequestUnderWay_WaitsForItsEndAndForWhatTheAgentAsksNext()
    {
        var use = await AcceptAsync();
        use.Begin();
        _time.Advance(TimeSpan.FromMinutes(1));
        var unbinding = _listener.UnbindAsync();
        await _time.NextTimerAsync();
        Assert.False(unbinding.IsCompleted);
        use.End();
        _time.Advance(TimeSpan.FromMilliseconds(20));

        await QuietAfterAsync(unbinding, ConnectionUses.QuietTime - TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public async Task Unbind_ConnectionLeaves_Ends()
    {
        using var left = new CancellationTokenSource();
        var use = await AcceptAsync(left.Token);
        use.Begin();
        var unbinding = _listener.UnbindAsync();
        await _time.NextTimerAsync();

        await left.CancelAsync();
        _time.Advance(TimeSpan.FromSeconds(1));

        await unbinding;
    }

    [Fact]
    public async Task Unbind_TimeIsUp_EndsWithTheRequestUnderWay()
    {
        var use = await AcceptAsync();
        use.Begin();
        using var bound = new CancellationTokenSource();
        var unbinding = _listener.UnbindAsync(bound.Token);
        await _time.NextTimerAsync();

        await bound.CancelAsync();

        await unbinding;
    }

    private async Task<ConnectionUse> AcceptAsync(CancellationToken closed = default)
    {
        _inner.Arrive(new DefaultConnectionContext { ConnectionClosed = closed });
        var connection = await _listener.AcceptAsync(CancellationToken.None);
        return connection!.Features.Get<ConnectionUse>()!;
    }

    // It must not end before, and must end then.
    private async Task QuietAfterAsync(ValueTask unbinding, TimeSpan quiet)
    {
        var step = TimeSpan.FromMilliseconds(20);
        for (var passed = TimeSpan.Zero; passed < quiet; passed += step)
        {
            await _time.NextTimerAsync();
            Assert.False(unbinding.IsCompleted, $"It ended after {passed}");
            _time.Advance(step);
        }

        await unbinding;
    }
}
