using Shadow.Decisions;
using Shadow.Runs;
using Sidecar.Guard;
using Sidecar.Routing;
using Sidecar.Simulation.Passes;
using Sidecar.Storage.Sqlite;

namespace Sidecar.Tests.Simulation;

/// <summary>A pass as a running sidecar would have recorded it: its runs, its settings and its history in a store.</summary>
internal static class RecordedPass
{
    private static readonly Decision Plan = new("inbox_triage", ["read", "sort"], ["mail"], false, null);

    /// <summary>Records what a pass did. Errors in bursts are not drawn again as they were.</summary>
    public static async Task RecordAsync(PassResult result, SqliteDatabase database)
    {
        using var log = new SqliteRunLog(database);
        using var settings = new SqliteSettingsStore(database);
        foreach (var entry in result.History)
            await settings.WriteAsync(entry.After, entry, default);
        await log.AppendAsync([.. Runs(result)], default);
    }

    /// <summary>The runs of a pass.</summary>
    public static IEnumerable<RunRecord> Runs(PassResult result)
    {
        var draws = new Draws(result.Scenario.Seed);
        var v1 = new DrawnPlanner(Planner.V1, result.Scenario, draws);
        var v2 = new DrawnPlanner(Planner.V2, result.Scenario, draws);
        for (var number = 1; number <= result.Runs; number++)
        {
            var at = SimulatedPass.Start + result.Scenario.ArrivalOf(number);
            var state = SnapshotRules.From(result.History.Last(entry => entry.At <= at).After, killFile: false, asked: null);
            var (assigned, reason) = Switchboard.Assign(state, null, (int)(draws.Of(number, Drawn.Point) * GuardSnapshot.Points));
            var run = new RunRecord
            {
                RunId = RunIds.Of(at, number),
                At = at,
                Method = "POST",
                Path = "/plan",
                Status = 200,
                Assigned = assigned,
                Selected = assigned,
                Reason = reason,
                Outcome = ShadowOutcome.Compared,
                V1 = Leg(v1.Leg(number), assigned),
                V2 = Leg(v2.Leg(number), assigned),
                CanaryPct = state.CanaryPct,
                KillSwitch = state.KillSwitch,
                Epoch = state.Epoch,
            };
            yield return CutOver(run, result.Rollbacks);
        }
    }

    // A run on v2 that was open as the switch came has v2's age of that moment.
    private static RunRecord CutOver(RunRecord run, IReadOnlyList<PassRollback> rollbacks)
    {
        foreach (var at in rollbacks.Select(static rollback => SimulatedPass.Start + rollback.At))
        {
            if (run.Assigned == Planner.V2 && run.At < at && run.At.AddMilliseconds(run.V2!.LatencyMs) > at)
                return run with
                {
                    Reason = SelectionReason.Cutover,
                    Selected = Planner.V1,
                    Outcome = ShadowOutcome.CutOver,
                    V2 = run.V2 with { LatencyMs = (at - run.At).TotalMilliseconds, Decision = null, Inconclusive = true },
                };
        }

        return run;
    }

    private static LegRecord Leg(in DrawnLeg leg, Planner assigned)
    {
        var facts = leg.Facts;
        return new LegRecord
        {
            Planner = facts.Planner,
            Role = facts.Planner == assigned ? LegRole.Primary : LegRole.Shadow,
            Status = facts.Failure == LegFailure.None ? 200 : 503,
            Failure = facts.Failure,
            LatencyMs = facts.LatencyMs,
            Signals = new LegSignals(facts.CostCents, facts.Quality, null),
            Decision = facts.Decided ? Plan : null,
        };
    }
}
