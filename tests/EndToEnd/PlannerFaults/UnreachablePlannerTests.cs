using EndToEnd.Harness;

namespace EndToEnd.PlannerFaults;

/// <summary>No connection to a planner can be made: its name does not resolve, its certificate is out of date, its host swallows everything.</summary>
public sealed class UnreachablePlannerTests
{
    private const string NoSuchName = "http://planner.invalid:9101";

    public static TheoryData<Seat> Seats => new(Enum.GetValues<Seat>());

    [Theory]
    [MemberData(nameof(Seats))]
    public async Task Plan_ConnectNeverCompletes_IsBoundedByTheSeatsDeadline(Seat seat)
    {
        using var hole = await BlackHole.OpenAsync();
        await using var bed = await StartAsync(seat, hole.Address, [seat.Deadline()]);

        await AssertUnreachableAsync(bed, seat, 504, "timeout", "shadow_timeout");
    }

    [Theory]
    [MemberData(nameof(Seats))]
    public async Task Plan_NameDoesNotResolve_IsAConnectError(Seat seat)
    {
        await using var bed = await StartAsync(seat, NoSuchName, []);

        await AssertUnreachableAsync(bed, seat, 502, "connect", "shadow_error");
    }

    [Theory]
    [MemberData(nameof(Seats))]
    public async Task Plan_CertificateExpired_IsAConnectError(Seat seat)
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue(TimeSpan.FromDays(-1));
        await using var planner = await FakePlanner.StartAsync(certificate);
        await using var bed = await StartAsync(seat, planner.Address, [], authority);

        await AssertUnreachableAsync(bed, seat, 502, "connect", "shadow_error");
        Assert.Equal(0, planner.Count);
    }

    [Fact]
    public async Task Plan_CertificateInDate_IsAnswered()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue(TimeSpan.FromDays(1));
        await using var planner = await FakePlanner.StartAsync(certificate);
        await using var bed = await StartAsync(Seat.SelectedV2, planner.Address, [], authority);

        Assert.Equal((200, "v2"), ((await bed.PlanAsync()).Status, (await bed.PlanAsync())["X-Planner-Selected"]));

        (await bed.SettlesAsync(2)).IsChargedAlone(Seat.SelectedV2);
    }

    [Fact]
    public async Task Plan_NameResolves_IsAnswered()
    {
        await using var planner = FaultyPlanner.Start();
        await using var bed = await StartAsync(
            Seat.SelectedV2,
            planner.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal),
            []
        );

        Assert.Equal("v2", (await bed.PlanAsync())["X-Planner-Selected"]);
    }

    [Fact]
    public async Task Reload_NameStopsResolving_FailsOverWithoutAnError()
    {
        await using var bed = await Bed.StartAsync(static settings =>
            settings with
            {
                CanaryPct = 100,
                Environment = Unjudged.Environment,
            }
        );
        await using var traffic = Traffic.Start(bed.Sidecar.Address, 4);
        await traffic.MoreAsync(20);

        var reloaded = new SidecarSettings { V1 = bed.V1.Address, V2 = NoSuchName };
        await File.WriteAllTextAsync(Path.Combine(bed.Sidecar.Folder, "yarp.json"), reloaded.ToYarpJson());
        await Patience.UntilAsync(
            bed.Guard.MetricsAsync,
            static metrics => metrics["planner_failover_total{result=\"spare\"}"] >= 20,
            static metrics => $"failovers\n{metrics.Show("planner_failover_total")}"
        );
        var answers = await traffic.StopAsync();

        Assert.All(answers, static answer => Assert.Equal((200, null), (answer.Status, answer.Fault)));
        Assert.Equal(("v2", "canary"), (answers[0].Selected, answers[0].Reason));
        Assert.Contains(answers, static answer => answer is { Selected: "v1", Reason: "failover" });
        var metrics = await bed.SettlesAsync(answers.Count);
        Assert.Equal(metrics.Sum("planner_errors_total"), metrics.Errors(Seat.SelectedV2, "connect"));
    }

    private static Task<Bed> StartAsync(
        Seat seat,
        string address,
        (string, System.Text.Json.Nodes.JsonNode?)[] keys,
        TestAuthority? trusted = null
    ) =>
        Bed.StartAsync(settings =>
        {
            var authority = Path.Combine(settings.Folder!, "authority.pem");
            if (trusted is not null)
                File.WriteAllText(authority, trusted.Pem);
            return settings with
            {
                V1 = seat == Seat.SelectedV1 ? address : settings.V1,
                V2 = seat == Seat.SelectedV1 ? settings.V2 : address,
                CanaryPct = seat == Seat.SelectedV2 ? 100 : 0,
                Keys = keys,
                Environment = trusted is null ? settings.Environment : new Dictionary<string, string> { ["SSL_CERT_FILE"] = authority },
            };
        });

    private static async Task AssertUnreachableAsync(Bed bed, Seat seat, int status, string kind, string beside)
    {
        var answer = await bed.PlanAsync();

        Assert.Equal(seat == Seat.SelectedV1 ? status : 200, answer.Status);
        Assert.Equal(("v1", seat == Seat.SelectedV2 ? "failover" : "default"), (answer["X-Planner-Selected"], answer["X-Planner-Reason"]));
        var metrics = await bed.SettlesAsync(1);
        metrics.IsChargedAlone(seat, kind);
        Assert.Equal(1, metrics.Outcome(seat == Seat.ShadowV2 ? beside : "primary_error"));
        var failure = seat == Seat.SelectedV1 ? "failure" : "shadow_failure";
        Assert.Equal(kind, (string?)(await bed.Guard.RunAsync(answer.RunId))["plan"]!["planner_meta"]![failure]);
    }
}
