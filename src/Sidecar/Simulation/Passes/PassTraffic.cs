using Shadow.Runs;
using Sidecar.Guard;
using Sidecar.Routing;
using Sidecar.Simulation.Scenarios;

namespace Sidecar.Simulation.Passes;

/// <summary>The runs of a pass and the planners that answer them.</summary>
internal sealed class PassTraffic
{
    private readonly Draws _draws;
    private readonly DrawnPlanner _v1;
    private readonly DrawnPlanner _v2;

    public PassTraffic(Scenario scenario)
    {
        _draws = new Draws(scenario.Seed);
        (_v1, _v2) = (new DrawnPlanner(Planner.V1, scenario, _draws), new DrawnPlanner(Planner.V2, scenario, _draws));
    }

    /// <summary>A run arrives, and is assigned by the state in force.</summary>
    public SimulatedRun Arrive(int number, DateTimeOffset at, GuardSnapshot state)
    {
        var point = (int)(_draws.Of(number, Drawn.Point) * GuardSnapshot.Points);
        var (planner, reason) = Switchboard.Assign(state, asked: null, point);
        return new SimulatedRun(number, RunIds.Of(at, number), at.UtcTicks, planner, reason, state.Epoch);
    }

    /// <summary>A planner is asked; answers how long it will take.</summary>
    public TimeSpan Ask(SimulatedRun run, Planner planner)
    {
        var leg = (planner == Planner.V1 ? _v1 : _v2).Leg(run.Number);
        run.Ask(leg);
        return leg.Takes;
    }
}
