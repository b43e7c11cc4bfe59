using System.Net;
using System.Net.Sockets;
using EndToEnd.Harness;
using EndToEnd.Judging;
using Microsoft.Data.Sqlite;

namespace EndToEnd.Faults;

/// <summary>SIGTERM in the middle of full load, without a delay: no request that was accepted fails, and no run is missing from the record.</summary>
public sealed class SigtermTests
{
    [Fact]
    public async Task Sigterm_AtFullSpeedWithoutADelay_FailsNoRequestAndLosesNoRecord()
    {
        await using var bed = await Bed.StartAsync(static settings => settings with { CanaryPct = 50 });
        var recorded = 0;
        var rounds = FullRun.Of(2, 60);
        for (var round = 1; round <= rounds; round++)
        {
            if (round > 1)
                await bed.RestartAsync();
            var answers = await RoundAsync(bed);

            var faults = answers.Where(static answer => answer.Fault is not null || answer.Status != 200).ToList();
            Assert.True(faults.Count == 0, $"Round {round}, {answers.Count} requests: {faults.Count} failed\n{Told(faults)}");
            var held = AuditFile.RunIds(bed.Sidecar.Folder);
            Assert.Subset(held, answers.Select(static answer => answer.RunId!).ToHashSet());
            Assert.Equal(recorded += answers.Count, held.Count);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{rounds} rounds, {recorded} requests, none failed, all recorded");
    }

    [Fact]
    public async Task Sigterm_Http2AtFullSpeed_FailsNoRequest()
    {
        await using var bed = await Bed.StartAsync(static settings =>
            settings with
            {
                CanaryPct = 50,
                Arguments = [],
                Keys =
                [
                    ("Kestrel:Endpoints:A:Url", "http://127.0.0.1:0"),
                    ("Kestrel:Endpoints:B:Url", "http://127.0.0.1:0"),
                    ("Kestrel:Endpoints:B:Protocols", "Http2"),
                ],
            }
        );
        await using var traffic = Traffic.Start(bed.Sidecar.Addresses[1], 32, static _ => Http2(Traffic.Plan()));
        await traffic.MoreAsync(300);

        bed.Sidecar.Terminate();

        Assert.Equal(0, await bed.Sidecar.ExitAsync());
        var answers = await traffic.EndAsync();
        var refused = answers.Where(static answer => answer.Refused).ToList();
        Assert.All(answers.Except(refused), static answer => Assert.Equal((200, null), (answer.Status, answer.Fault)));
        Assert.Equal(answers.Count - refused.Count, AuditFile.RunIds(bed.Sidecar.Folder).Count);
    }

    [Fact]
    public async Task Sigterm_OperatorAtTheGuardsOwnListener_FailsNoRequest()
    {
        await using var bed = await Bed.StartAsync(static settings => settings with { Keys = [("Guard:Urls", "http://127.0.0.1:0")] });
        await using var traffic = Traffic.Start(bed.Sidecar.Guards, 16, static _ => new HttpRequestMessage(HttpMethod.Get, "/metrics"));
        await traffic.MoreAsync(200);

        bed.Sidecar.Terminate();

        Assert.Equal(0, await bed.Sidecar.ExitAsync());
        Assert.All(
            (await traffic.EndAsync()).Where(static answer => !answer.Refused),
            static answer => Assert.Equal((200, null), (answer.Status, answer.Fault))
        );
    }

    [Fact]
    public async Task Sigterm_AgentThatKeepsAnIdleConnection_DoesNotDelayTheEnd()
    {
        await using var bed = await Bed.StartAsync();
        using var idle = await RawConnection.ConnectAsync(bed.Sidecar.Address);
        await bed.PlanAsync();
        await bed.Guard.LedgerSettlesAsync(1);

        bed.Sidecar.Terminate();

        Assert.Equal(0, await bed.Sidecar.ExitAsync());
        await idle.ClosedByPeerAsync();
    }

    [Fact]
    public async Task Sigterm_LastLegsLeadToARollbackWhileTheStoreIsLocked_ItIsStoredBeforeTheEnd()
    {
        const int Runs = 5;
        await using var bed = await JudgedBed.StartAsync(Runs);
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bed.V1.Answer = async (context, _) =>
        {
            await end.Task;
            await context.ReportAsync(quality: 95);
        };
        bed.V2.Reports(quality: 50);
        await bed.PlansAsync(Runs);
        for (var i = 0; i < Runs; i++)
            await bed.V1.NextAsync();
        await using (await LockedAsync(bed, "BEGIN IMMEDIATE"))
        {
            bed.Sidecar.Terminate();
            await ClosesAsync(bed.Sidecar.Address);
            end.SetResult();
            await bed.Sidecar.SaysAsync("Settings in force could not be stored").WaitAsync(Patience.Limit);
        }

        Assert.Equal(0, await bed.Sidecar.ExitAsync());
        Assert.Equal(
            ["0", "1", "guard"],
            AuditFile.Query(bed.Sidecar.Folder, "SELECT canary_pct, kill_switch, updated_by FROM settings")[0]
        );
        Assert.Equal(Runs, AuditFile.RunIds(bed.Sidecar.Folder).Count);
    }

    [Fact]
    public async Task Sigterm_WhileItStarts_EndsWithoutAnError()
    {
        await using var bed = await Bed.StartAsync();
        bed.Sidecar.Terminate();
        Assert.Equal(0, await bed.Sidecar.ExitAsync());
        await using var other = await LockedAsync(bed, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");

        await using var sidecar = SidecarProcess.Begin(
            new SidecarSettings
            {
                V1 = bed.V1.Address,
                V2 = bed.V2.Address,
                Folder = bed.Sidecar.Folder,
            }
        );
        // The settings are read next, and the store makes it wait.
        await sidecar.SaysAsync("The operators' token is the one in").WaitAsync(Patience.Limit);
        sidecar.Terminate();

        Assert.Equal((0, ""), (await sidecar.ExitAsync(), sidecar.ErrorLog));
    }

    [Fact]
    public async Task Sigterm_StoreGoesWhileTheLastRunsWaitForIt_TheNewOneHasTheSettings()
    {
        await using var bed = await Bed.StartAsync(static settings => settings with { CanaryPct = 50 });
        Assert.Equal(200, (await bed.Guard.PutAsync("""{"kill_switch":true}""")).Status);
        await using (await LockedAsync(bed, "BEGIN IMMEDIATE"))
        {
            await bed.PlanAsync();
            await bed.Sidecar.SaysAsync("The audit log cannot be written").WaitAsync(Patience.Limit);
            bed.Sidecar.Terminate();
            // By then the guard has looked for what it took for the last time.
            await bed.Sidecar.SaysAsync("The end waits for the store").WaitAsync(Patience.Limit);
            foreach (var suffix in (string[])["", "-wal", "-shm"])
                File.Delete(Path.Combine(bed.Sidecar.Folder, "data", "sidecar.db" + suffix));
        }

        Assert.Equal(0, await bed.Sidecar.ExitAsync());
        await bed.RestartAsync();

        Assert.True((bool)(await bed.Guard.StatusAsync())["config"]!["kill_switch"]!);
    }

    private static async Task<SqliteConnection> LockedAsync(Bed bed, string how)
    {
        var other = new SqliteConnection($"Data Source={Path.Combine(bed.Sidecar.Folder, "data", "sidecar.db")};Pooling=False");
        await other.OpenAsync();
        await using var command = other.CreateCommand();
        command.CommandText = how;
        await command.ExecuteNonQueryAsync();
        return other;
    }

    private static Task<bool> ClosesAsync(Uri address) =>
        Patience.UntilAsync(
            async () =>
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                try
                {
                    await socket.ConnectAsync(address.Host, address.Port);
                    return false;
                }
                catch (SocketException)
                {
                    return true;
                }
            },
            static closed => closed,
            static _ => "the listener closed"
        );

    private static HttpRequestMessage Http2(HttpRequestMessage request)
    {
        (request.Version, request.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        return request;
    }

    private static async Task<IReadOnlyList<TrafficAnswer>> RoundAsync(Bed bed)
    {
        var (answered, enough) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var signalAt = Random.Shared.Next(500, 1_500);
        AgentHabit[] habits =
        [
            .. Enumerable.Repeat(AgentHabit.KeepsConnection, 64),
            .. Enumerable.Repeat(AgentHabit.NewConnections, 16),
            .. Enumerable.Repeat(AgentHabit.TwoHalves, 16),
        ];
        var agents = habits.Select(habit => Task.Run(() => new EagerAgent(bed.Sidecar.Address, habit).AskAsync(Answered))).ToList();
        await enough.Task.WaitAsync(Patience.Limit);

        bed.Sidecar.Terminate();

        Assert.Equal(0, await bed.Sidecar.ExitAsync());
        return [.. (await Task.WhenAll(agents)).SelectMany(static answers => answers)];

        void Answered()
        {
            if (Interlocked.Increment(ref answered) == signalAt)
                enough.SetResult();
        }
    }

    private static string Told(IEnumerable<TrafficAnswer> faults) =>
        string.Join('\n', faults.Take(10).Select(static fault => $"{fault.Status} {fault.Fault}"));
}
