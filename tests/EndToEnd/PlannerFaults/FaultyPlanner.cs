using EndToEnd.Harness;

namespace EndToEnd.PlannerFaults;

/// <summary>A planner that works, on connections that it keeps, until it is given a fault.</summary>
internal sealed class FaultyPlanner : IAsyncDisposable
{
    private readonly RawPlanner _planner;
    private readonly Func<RawMessage, string> _plan;
    private volatile WireFault? _fault;
    private int _requests;

    private FaultyPlanner(WireFault? fault, Func<RawMessage, string> plan)
    {
        _fault = fault;
        _plan = plan;
        _planner = RawPlanner.Start(PlayAsync);
    }

    public string Address => _planner.Address;

    /// <summary>Requests that reached it so far.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Connections that were opened so far.</summary>
    public int Connections => _planner.Connections;

    /// <summary>How it fails from now on; null: it works.</summary>
    public WireFault? Fault
    {
        get => _fault;
        set => _fault = value;
    }

    /// <summary>Starts one. It answers with the plan that is made of the request, by default with <see cref="Plans.Triage"/>.</summary>
    public static FaultyPlanner Start(WireFault? fault = null, Func<RawMessage, string>? plan = null) =>
        new(fault, plan ?? (static _ => Plans.Triage));

    /// <summary>A bed with this planner in the seat; the other planner is a proper one.</summary>
    public Task<Bed> SeatAsync(Seat seat, params (string Key, System.Text.Json.Nodes.JsonNode? Value)[] keys) =>
        _planner.SeatAsync(seat, keys);

    /// <summary>As if it were new: it was asked nothing, and fails so.</summary>
    public void BeginAnew(WireFault fault)
    {
        Volatile.Write(ref _requests, 0);
        _fault = fault;
    }

    public ValueTask DisposeAsync() => _planner.DisposeAsync();

    private async Task PlayAsync(RawConnection connection)
    {
        for (var reused = false; await connection.ReadRequestAsync() is { } request; reused = true)
        {
            Interlocked.Increment(ref _requests);
            var exchange = new Exchange(connection, request, reused, _plan(request));
            var fault = _fault;
            await (fault?.AnswerAsync(exchange) ?? exchange.AnswerAsync());
            if (!exchange.Keeps)
                return;
        }
    }
}
