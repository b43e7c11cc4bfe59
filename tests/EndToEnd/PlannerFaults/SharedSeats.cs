using EndToEnd.Harness;

namespace EndToEnd.PlannerFaults;

/// <summary>
/// For the tests of a class that need nothing special: a bed for each seat, with a planner in it that fails as the test says. Each test finds it
/// as if it were new; v2's failures do not take it out.
/// </summary>
public sealed class SharedSeats : IAsyncDisposable
{
    private readonly Dictionary<Seat, (FaultyPlanner Planner, Bed Bed)> _seats = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var (planner, bed) in _seats.Values)
        {
            await bed.DisposeAsync();
            await planner.DisposeAsync();
        }
    }

    /// <summary>The planner in the seat, which fails so from now on, and its bed.</summary>
    internal async Task<(FaultyPlanner Planner, Bed Bed)> TakeAsync(Seat seat, WireFault fault)
    {
        if (!_seats.TryGetValue(seat, out var taken))
        {
            var planner = FaultyPlanner.Start();
            taken = _seats[seat] = (
                planner,
                await planner.SeatAsync(seat, ("Regress:MaxConsecutiveErrors", 0), ("Regress:MinSample", 1_000_000))
            );
        }

        await taken.Bed.BeginAnewAsync();
        taken.Planner.BeginAnew(fault);
        return taken;
    }
}
