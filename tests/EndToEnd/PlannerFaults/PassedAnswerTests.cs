using System.Text;
using EndToEnd.Harness;

namespace EndToEnd.PlannerFaults;

/// <summary>Answers that are odd and no failures: they pass as they are, and never into another run.</summary>
public sealed class PassedAnswerTests(SharedSeats shared) : IClassFixture<SharedSeats>
{
    private const string Json = "Content-Type: application/json\r\n";
    private const string Plan = Plans.Triage;

    private static readonly Dictionary<string, string> Answers = new()
    {
        ["204 with a body"] = "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello",
        ["204 with chunks"] = "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        ["205 with a body"] = "HTTP/1.1 205 Reset Content\r\nContent-Length: 5\r\n\r\nhello",
        ["205 with chunks"] = "HTTP/1.1 205 Reset Content\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        ["redirect"] = "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:1/elsewhere\r\nContent-Length: 0\r\n\r\n",
        ["HTTP/1.0"] = $"HTTP/1.0 200 OK\r\n{Json}\r\n{Plan}",
        ["HTTP/1.0 with a length"] = $"HTTP/1.0 200 OK\r\n{Json}{Exchange.Length(Plan)}\r\n{Plan}",
        ["HTTP/1.0 kept"] = $"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n{Json}{Exchange.Length(Plan)}\r\n{Plan}",
        ["interim answers first"] =
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
            + $"HTTP/1.1 200 OK\r\n{Json}{Exchange.Length(Plan)}\r\n{Plan}",
        ["length too short"] = $"HTTP/1.1 200 OK\r\n{Json}Content-Length: 9\r\n\r\n{Plan}",
        ["another answer behind"] =
            $"HTTP/1.1 200 OK\r\n{Json}{Exchange.Length(Plan)}\r\n{Plan}HTTP/1.1 200 OK\r\n{Json}Content-Length: 6\r\n\r\nsecret",
    };

    public static MatrixTheoryData<string, Seat> Cases => new(Answers.Keys, Enum.GetValues<Seat>());

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Plan_OddAnswer_PassesAsItIs(string name, Seat seat)
    {
        var (_, bed) = await shared.TakeAsync(
            seat,
            new(
                name,
                [],
                async exchange =>
                {
                    await exchange.Connection.WriteAsync(Encoding.UTF8.GetBytes(Answers[name]));
                    exchange.Keeps = name is not "HTTP/1.0";
                }
            )
        );

        for (var i = 0; i < 2; i++)
        {
            var answer = await bed.PlanAsync();
            Assert.Equal(seat.IsSelected() ? Expected(name) : (200, Plan), (answer.Status, answer.Text));
            Assert.Equal(seat == Seat.SelectedV2 ? "v2" : "v1", answer["X-Planner-Selected"]);
            if (name == "redirect" && seat.IsSelected())
                Assert.Equal("http://127.0.0.1:1/elsewhere", answer["Location"]);
        }

        var metrics = await bed.SettlesAsync(2);
        // Nine bytes of a plan are none.
        Assert.Equal(name == "length too short" ? 2 : 0, metrics.Errors(seat, "unreadable"));
        Assert.Equal(metrics.Errors(seat, "unreadable"), metrics.Sum("planner_errors_total"));
        Assert.Equal(2, metrics.Outcome(Expected(name) == (200, Plan) ? "compared" : "not_a_plan"));
    }

    private static (int Status, string Text) Expected(string name) =>
        name switch
        {
            "204 with a body" or "204 with chunks" => (204, ""),
            "205 with a body" or "205 with chunks" => (205, ""),
            "redirect" => (307, ""),
            "length too short" => (200, Plan[..9]),
            _ => (200, Plan),
        };
}
