using System.Text;
using EndToEnd.Harness;
using EndToEnd.PlannerFaults;

namespace EndToEnd.Chaos;

/// <summary>Every fault of the table.</summary>
internal static class Drills
{
    private static readonly (string, System.Text.Json.Nodes.JsonNode?)[] Hasty =
    [
        ("Planner:FirstByteSeconds", 1.5),
        ("Shadow:TimeoutSeconds", 1.5),
    ];

    /// <summary>All of them. Addresses and certificates are made for this program's life.</summary>
    public static IReadOnlyList<Drill> All { get; } =
    [
        new("refused", DrillPart.BeforeTheAnswer, static bed => bed.EndV2Async()),
        new("blackholed", DrillPart.BeforeTheAnswer, BlackHoleAsync) { Keys = Hasty },
        new("DNS name stops resolving", DrillPart.BeforeTheAnswer, static bed => MoveAsync(bed, "http://planner.invalid:9102")),
        new("certificate expired", DrillPart.BeforeTheAnswer, ExpiredAsync),
        .. WireFaults.BeforeTheAnswer.Select(static fault => Wire(fault, DrillPart.BeforeTheAnswer)),
        .. WireFaults.KeptConnections.Select(static fault => Wire(fault, DrillPart.BeforeTheAnswer)),
        Wire(WireFaults.Named("cut"), DrillPart.WithinTheAnswer),
        Wire(WireFaults.Named("cut, chunked"), DrillPart.WithinTheAnswer),
        Wire(WireFaults.Named("endless"), DrillPart.WithinTheAnswer) with
        {
            Patience = TimeSpan.FromSeconds(1),
            Share = 0.1,
        },
        Wire(WireFaults.Named("one byte a second"), DrillPart.WithinTheAnswer) with
        {
            Patience = TimeSpan.FromSeconds(2),
            Share = 0.1,
        },
        Odd("204 with a body", "204", "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello"),
        Odd("redirect", "307", "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"),
        Odd(
            "length too short",
            "another body",
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{\"agent\":\"inbox_triage\"}"
        ),
        .. StoreDrills.All,
    ];

    private static Drill Wire(WireFault fault, DrillPart part) =>
        new(fault.Name, part, bed => Do(() => bed.V2.Fault = fault))
        {
            // Beside, what does not end would take the machine for half a minute.
            Keys =
                fault.Slow ? Hasty
                : part == DrillPart.WithinTheAnswer ? [Hasty[1]]
                : [],
        };

    private static Drill Odd(string name, string seen, string answer) =>
        Wire(
            new(
                name,
                [],
                exchange =>
                {
                    exchange.Keeps = true;
                    return exchange.Connection.WriteAsync(Encoding.ASCII.GetBytes(answer));
                }
            ),
            DrillPart.WithinTheAnswer
        ) with
        {
            Passes = seen,
        };

    private static Task Do(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private static async Task BlackHoleAsync(ChaosBed bed)
    {
        var hole = await BlackHole.OpenAsync();
        bed.Owns(() =>
        {
            hole.Dispose();
            return default;
        });
        await MoveAsync(bed, hole.Address);
    }

    private static async Task ExpiredAsync(ChaosBed bed)
    {
        using var authority = new TestAuthority();
        var planner = await FakePlanner.StartAsync(authority.Issue(TimeSpan.FromDays(-1)));
        bed.Owns(planner.DisposeAsync);
        await MoveAsync(bed, planner.Address);
    }

    private static Task MoveAsync(ChaosBed bed, string address) => bed.ReloadAsync(settings => settings with { V2 = address });
}
