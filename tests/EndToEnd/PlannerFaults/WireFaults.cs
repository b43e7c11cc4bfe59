namespace EndToEnd.PlannerFaults;

/// <summary>The catalogue of bad answers.</summary>
internal static class WireFaults
{
    private const string Chunked = "Transfer-Encoding: chunked\r\n";

    private static readonly string Interim = string.Concat(Enumerable.Repeat("HTTP/1.1 100 Continue\r\n\r\n", 160));

    private static readonly string Filler = new('x', 4000);

    /// <summary>They fail before the first byte of an answer's body: v1 can answer in v2's stead.</summary>
    public static IReadOnlyList<WireFault> BeforeTheAnswer { get; } =
    [
        new("closed", ["reset"], static _ => Task.CompletedTask),
        new("reset", ["reset"], static exchange => Do(exchange.Connection.Reset)),
        new("headers cut", ["reset"], static exchange => exchange.Connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Ty")),
        new("closed after headers", ["truncated"], static exchange => exchange.HeadAsync("Content-Length: 1000\r\n")),
        new("closed after headers, chunked", ["truncated"], static exchange => exchange.HeadAsync(Chunked)),
        // A reset can overtake the headers.
        new("reset after headers", ["truncated", "reset"], static exchange => HeadThenAsync(exchange, "Content-Length: 1000\r\n")),
        new("no chunk", ["truncated"], static exchange => HeadThenAsync(exchange, Chunked, "zz\r\n")),
        new("no HTTP", ["reset"], static exchange => exchange.Connection.WriteAsync("\x16\x03 what is this\r\n\r\n")),
        new("no status", ["reset"], static exchange => exchange.HeadAsync(Exchange.Length(""), "HTTP/1.1 OK")),
        new("status 99", ["reset"], static exchange => exchange.HeadAsync(Exchange.Length(""), "HTTP/1.1 099 Odd")),
        new("length that is no number", ["reset"], static exchange => exchange.HeadAsync("Content-Length: many\r\n")),
        new("length below zero", ["reset"], static exchange => exchange.HeadAsync("Content-Length: -1\r\n")),
        new("two lengths", ["reset"], static exchange => AnswerAsync(exchange, "HTTP/1.1 200 OK", Exchange.Length(exchange.Plan))),
        new("control character in the reason", ["reset"], static exchange => AnswerAsync(exchange, "HTTP/1.1 200 \u001b[2KOK")),
        // Beside, the header is read and goes nowhere: what is missed then is the plan.
        new("control character in a header", ["reset", "unreadable"], static exchange => exchange.HeadAsync("X-Odd: a\u0001b\r\n")),
        new("switches protocols unasked", ["reset"], SwitchAsync),
        new("endless headers", ["reset"], static exchange => HeadThenFloodAsync(exchange, $"X-Filler: {Filler}\r\n")),
        new("endless header", ["reset"], static exchange => HeadThenFloodAsync(exchange, Filler)),
        // They count as headers, of which there is a bound.
        new("endless interim answers", ["reset"], static exchange => exchange.FloodAsync(Interim)),
        new("silent", ["timeout"], static exchange => exchange.SilenceAsync()),
        new("headers one byte a second", ["timeout"], static exchange => exchange.Connection.DripAsync("HTTP/1.1 200 OK\r\n\r\n")),
        new("500", ["http_5xx"], static exchange => RefuseAsync(exchange, "500 Broken")),
        new("503", ["http_5xx"], static exchange => RefuseAsync(exchange, "503 Busy")),
        new("500 cut", ["http_5xx", "truncated"], static exchange => exchange.HeadAsync("Content-Length: 9\r\n", "HTTP/1.1 500 Broken")),
    ];

    /// <summary>Connections that do not last as their planner makes believe.</summary>
    public static IReadOnlyList<WireFault> KeptConnections { get; } =
    [
        new("closed on reuse", [], static exchange => exchange.Reused ? Task.CompletedTask : exchange.AnswerAsync()),
        new("reset on reuse", [], static exchange => exchange.Reused ? Do(exchange.Connection.Reset) : exchange.AnswerAsync()),
        new(
            "closed after each answer",
            [],
            static async exchange =>
            {
                await exchange.AnswerAsync();
                exchange.Keeps = false;
            }
        ),
        new("silent on reuse", ["timeout"], static exchange => exchange.Reused ? exchange.SilenceAsync() : exchange.AnswerAsync()),
    ];

    /// <summary>They fail after the first byte of an answer's body: it is the agent's by then.</summary>
    public static IReadOnlyList<WireFault> WithinTheAnswer { get; } =
    [
        new("cut", ["truncated"], static exchange => exchange.HeadAsync("Content-Length: 1000\r\n\r\n" + exchange.Plan[..20])),
        new("cut, chunked", ["truncated"], static exchange => exchange.HeadAsync(Chunked + "\r\n14\r\n" + exchange.Plan[..20])),
        new("one byte a second", [], static exchange => DripAsync(exchange)),
        new("endless", [], static exchange => EndlessAsync(exchange)),
    ];

    /// <summary>A fault by its name.</summary>
    public static WireFault Named(string name) =>
        BeforeTheAnswer.Concat(KeptConnections).Concat(WithinTheAnswer).First(fault => fault.Name == name);

    private static Task Do(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private static Task RefuseAsync(Exchange exchange, string status) =>
        exchange.Connection.WriteAsync($"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{{}}");

    private static async Task AnswerAsync(Exchange exchange, string start, string headers = "")
    {
        await exchange.HeadAsync(Exchange.Length(exchange.Plan) + headers, start);
        await exchange.Connection.WriteAsync(exchange.Plan);
    }

    private static async Task HeadThenAsync(Exchange exchange, string headers, string? more = null)
    {
        await exchange.HeadAsync(headers);
        if (more is null)
        {
            exchange.Connection.Reset();
            return;
        }

        await exchange.Connection.WriteAsync(more);
        await exchange.SilenceAsync();
    }

    private static async Task HeadThenFloodAsync(Exchange exchange, string piece)
    {
        await exchange.Connection.WriteAsync("HTTP/1.1 200 OK\r\nX-Endless: ");
        await exchange.FloodAsync(piece);
    }

    private static async Task SwitchAsync(Exchange exchange)
    {
        await exchange.Connection.WriteAsync("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: planner\r\n\r\n");
        await exchange.SilenceAsync();
    }

    private static async Task DripAsync(Exchange exchange)
    {
        await exchange.HeadAsync(Exchange.Length(exchange.Plan));
        await exchange.Connection.DripAsync(exchange.Plan);
    }

    private static async Task EndlessAsync(Exchange exchange)
    {
        await exchange.HeadAsync(Chunked);
        await exchange.FloodAsync($"{Filler.Length:x}\r\n{Filler}\r\n");
    }
}
