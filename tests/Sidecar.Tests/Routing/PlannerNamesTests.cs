using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Sidecar.Routing;

namespace Sidecar.Tests.Routing;

public sealed class PlannerNamesTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<TaskCompletionSource<IPAddress[]>> _lookups = [];
    private readonly PlannerNames _names;

    public PlannerNamesTests() =>
        _names = new PlannerNames(
            _time,
            _ =>
            {
                var lookup = new TaskCompletionSource<IPAddress[]>();
                _lookups.Add(lookup);
                return lookup.Task;
            }
        );

    [Fact]
    public async Task ResolveAsync_SeveralAsk_ShareOneLookup()
    {
        var first = _names.ResolveAsync("planner");
        var second = _names.ResolveAsync("PLANNER");
        Assert.Single(_lookups).SetResult([IPAddress.Loopback]);
        Assert.Equal([IPAddress.Loopback], await first);
        Assert.Equal([IPAddress.Loopback], await second);
    }

    [Fact]
    public async Task ResolveAsync_Failed_IsNotAskedForAgainForAMoment()
    {
        var first = _names.ResolveAsync("planner");
        _lookups[0].SetException(new SocketException((int)SocketError.HostNotFound));
        await Assert.ThrowsAsync<SocketException>(() => first);
        _time.Advance(PlannerNames.Remembered - TimeSpan.FromTicks(1));
        await Assert.ThrowsAsync<SocketException>(() => _names.ResolveAsync("planner"));
        Assert.Single(_lookups);

        _time.Advance(TimeSpan.FromTicks(1));
        var again = _names.ResolveAsync("planner");
        Assert.Equal(2, _lookups.Count);
        _lookups[1].SetResult([IPAddress.Loopback]);
        Assert.Equal([IPAddress.Loopback], await again);
    }

    [Fact]
    public async Task ResolveAsync_Resolved_IsAskedForAgain()
    {
        var first = _names.ResolveAsync("planner");
        _lookups[0].SetResult([IPAddress.Loopback]);
        await first;
        _ = _names.ResolveAsync("planner");
        Assert.Equal(2, _lookups.Count);
    }

    [Fact]
    public void ResolveAsync_AnotherName_IsAnotherLookup()
    {
        _ = _names.ResolveAsync("planner");
        _ = _names.ResolveAsync("other");
        Assert.Equal(2, _lookups.Count);
    }
}
