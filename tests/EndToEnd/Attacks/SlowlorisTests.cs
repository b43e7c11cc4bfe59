using EndToEnd.Harness;

namespace EndToEnd.Attacks;

/// <summary>Agents that hold connections and send next to nothing.</summary>
public sealed class SlowlorisTests
{
    private const long Megabyte = 1024 * 1024;

    [Fact]
    public async Task Headers_ThatNeverEnd_AreGivenUpHoweverTheyDrip()
    {
        await using var site = await AttackSite.WithAsync(("Kestrel:Limits:RequestHeadersTimeout", "00:00:02"));
        using var slow = await RawConnection.ConnectAsync(site.Address);

        await slow.WriteAsync("POST /slow HTTP/1.1\r\nHost: a\r\nX: ");
        var dripping = SlowAgent.DripAsync(slow, new string('x', 300), TimeSpan.FromMilliseconds(100));
        var answers = await RawAgent.ReadToEndAsync(slow);
        await dripping;

        Assert.Equal([408], RawAgent.Statuses(answers));
        Assert.Empty(site.V1.Requests);
    }

    [Fact]
    public async Task Body_ThatFallsSilent_IsGivenUpAndGivesItsPlaceBack()
    {
        await using var site = await AttackSite.StartAsync(static settings =>
            settings with
            {
                CanaryPct = 100,
                Keys =
                [
                    ("Kestrel:Limits:MinRequestBodyDataRate:GracePeriod", "00:00:02"),
                    ("Canary:MaxConcurrentV2", 1),
                    ("Shadow:MaxConcurrent", 1),
                ],
            }
        );
        using var slow = await RawConnection.ConnectAsync(site.Address);
        await slow.WriteAsync("POST /slow HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nx");
        await Patience.UntilAsync(
            () => Task.FromResult(site.V2.Marked("/slow").Count),
            static seen => seen == 1,
            static _ => "the slow request at v2"
        );

        // It has v2's one place, and no permit of a shadow.
        var meanwhile = await site.Bed.PlanAsync();
        var answers = await RawAgent.ReadToEndAsync(slow);
        var after = await site.Bed.PlanAsync();

        Assert.Equal(("v1", "default"), (meanwhile["X-Planner-Selected"], meanwhile["X-Planner-Reason"]));
        Assert.Equal([408], RawAgent.Statuses(answers));
        Assert.Equal(("v2", "canary"), (after["X-Planner-Selected"], after["X-Planner-Reason"]));
        var metrics = await site.Bed.Guard.LedgerSettlesAsync(3);
        Assert.Equal((2, 1), (metrics.Outcome("compared"), metrics.Outcome("request_aborted")));
        Assert.Equal(0, metrics.Sum("planner_errors_total"));
    }

    [Fact]
    public async Task Body_OfAnAgentThatWritesSlowly_PassesAndHoldsNoShadow()
    {
        await using var site = await AttackSite.WithAsync(("Shadow:MaxConcurrent", 1));
        using var slow = await RawConnection.ConnectAsync(site.Address);
        var body = new string('x', 16);

        await slow.WriteAsync($"POST /slow HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n");
        // Eight seconds, two bytes in each: what a program takes that passes on what a model writes.
        await SlowAgent.DripAsync(slow, body[..8], TimeSpan.FromMilliseconds(500));
        await site.Bed.PlanAsync();
        var meanwhile = await site.Bed.Guard.LedgerSettlesAsync(1);
        await SlowAgent.DripAsync(slow, body[8..], TimeSpan.FromMilliseconds(500));

        Assert.Equal([200], RawAgent.Statuses(await RawAgent.ReadToEndAsync(slow)));
        Assert.Equal(1, meanwhile.Outcome("compared"));
        Assert.Equal(body, (await site.V1.OneAsync("/slow")).Body);
        Assert.Equal(body, (await site.V2.OneAsync("/slow")).Body);
    }

    [Fact]
    public async Task Connections_FiveThousandIdle_LeaveMemoryBoundedAndOthersServed()
    {
        await using var site = await AttackSite.StartAsync();
        await site.Bed.PlanAsync();
        var before = site.Bed.Sidecar.Memory("VmRSS");

        // Half of them have begun a request.
        var idle = await SlowAgent.OpenAsync(site.Address, 2_500);
        var begun = await SlowAgent.OpenAsync(site.Address, 2_500, "POST /idle HTTP/1.1\r\nHost: a\r\nX: ");
        try
        {
            var answers = await Traffic.SendAsync(site.Address, agents: 2, requests: 50);

            Assert.All(answers, static answer => Assert.Equal(200, answer.Status));
            Assert.Equal(200, (await site.Bed.Guard.TextAsync("/guard/status")).Status);
            Assert.InRange(site.Bed.Sidecar.Memory("VmHWM") - before, 0, 150 * Megabyte);
        }
        finally
        {
            foreach (var connection in idle.Concat(begun))
                connection.Dispose();
        }
    }

    [Fact]
    public async Task Bodies_AThousandBegun_LeaveMemoryBoundedAndOthersMirrored()
    {
        await using var site = await AttackSite.StartAsync();
        await site.Bed.PlanAsync();
        var before = site.Bed.Sidecar.Memory("VmRSS");

        // Each says that a megabyte is to come: nothing is set aside for what has not come.
        var begun = await SlowAgent.OpenAsync(site.Address, 1_000, "POST /begun HTTP/1.1\r\nHost: a\r\nContent-Length: 1048576\r\n\r\nx");
        try
        {
            await site.Bed.PlanAsync();

            var metrics = await site.Bed.Guard.LedgerSettlesAsync(2);
            Assert.Equal(2, metrics.Outcome("compared"));
            Assert.InRange(site.Bed.Sidecar.Memory("VmHWM") - before, 0, 150 * Megabyte);
        }
        finally
        {
            foreach (var connection in begun)
                connection.Dispose();
        }
    }

    [Fact]
    public async Task Connections_AboveTheConfiguredBound_AreClosedAtOnce()
    {
        const int Bound = 20;
        await using var site = await AttackSite.WithAsync(("Kestrel:Limits:MaxConcurrentConnections", Bound));
        // The operator's own connection is one of them.
        await site.Bed.Guard.StatusAsync();
        var held = await SlowAgent.OpenAsync(site.Address, Bound + 10);
        try
        {
            var closed = held.Select(static connection => RawAgent.ReadToEndAsync(connection)).ToList();

            await Patience.UntilAsync(
                () => Task.FromResult(closed.Count(static task => task.IsCompleted)),
                static count => count >= 10,
                static count => $"ten closed connections; {count} are"
            );
            Assert.InRange(closed.Count(static task => task.IsCompleted), 10, 12);
        }
        finally
        {
            foreach (var connection in held)
                connection.Dispose();
        }
    }
}
