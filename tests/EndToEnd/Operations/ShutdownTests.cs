using EndToEnd.Harness;

namespace EndToEnd.Operations;

/// <summary>SIGTERM while agents ask.</summary>
public sealed class ShutdownTests
{
    [Fact]
    public async Task Sigterm_UnderLoad_AnswersEveryRequestAndRecordsEveryRun()
    {
        await using var bed = await Bed.StartAsync(static settings =>
            settings with
            {
                CanaryPct = 50,
                Keys = [("Shutdown:DelaySeconds", 2)],
            }
        );
        await using var traffic = Traffic.Start(bed.Sidecar.Address, 32);
        await traffic.MoreAsync(300);

        bed.Sidecar.Terminate();
        await Patience.UntilAsync(
            () => bed.Guard.TextAsync("/guard/health/ready"),
            static answer => answer.Status == 503,
            static answer => $"not ready; it says {answer.Status}"
        );
        // A new agent is still served while the load balancer learns of it, and told to leave.
        var late = await bed.PlanAsync();
        Assert.Equal((200, "close"), (late.Status, late["Connection"]));
        var answers = await traffic.EndAsync();

        Assert.Equal(0, await bed.Sidecar.ExitAsync());
        Assert.All(answers, static answer => Assert.Equal((200, null), (answer.Status, answer.Fault)));
        var recorded = AuditFile.RunIds(bed.Sidecar.Folder);
        Assert.Subset(recorded, answers.Select(static answer => answer.RunId!).Append(late.RunId).ToHashSet());
        Assert.Equal(answers.Count + 1, recorded.Count);
    }

    [Fact]
    public async Task Sigterm_WithRequestsUnderWay_WaitsForTheirAnswers()
    {
        await using var bed = await Bed.StartAsync();
        var go = new TaskCompletionSource();
        bed.V1.Answer = async (context, _) =>
        {
            await go.Task;
            await context.AnswerJsonAsync(Plans.Triage);
        };
        var waiting = Enumerable.Range(0, 8).Select(_ => bed.PlanAsync()).ToList();
        for (var i = 0; i < waiting.Count; i++)
            await bed.V1.NextAsync();

        bed.Sidecar.Terminate();
        // The listener is closed by now: the planner answers only then.
        await Patience.UntilAsync(() => AcceptsAsync(bed.Sidecar.Address), static accepts => !accepts, static _ => "the listener closed");
        go.SetResult();
        var answers = await Task.WhenAll(waiting);

        Assert.Equal(0, await bed.Sidecar.ExitAsync());
        Assert.All(answers, static answer => Assert.Equal((200, Plans.Triage), (answer.Status, answer.Text)));
        Assert.Equal([.. answers.Select(static answer => answer.RunId)], AuditFile.RunIds(bed.Sidecar.Folder));
    }

    [Fact]
    public async Task Sigterm_WithAShadowThatHangs_EndsItAndRecordsTheRun()
    {
        await using var bed = await Bed.StartAsync();
        bed.V2.Answer = static (context, _) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        var answer = await bed.PlanAsync();
        await bed.V2.NextAsync();

        bed.Sidecar.Terminate();

        Assert.Equal(0, await bed.Sidecar.ExitAsync());
        Assert.Equal([answer.RunId], AuditFile.RunIds(bed.Sidecar.Folder));
    }

    private static async Task<bool> AcceptsAsync(Uri address)
    {
        try
        {
            using var connection = await RawConnection.ConnectAsync(address);
            return true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}
