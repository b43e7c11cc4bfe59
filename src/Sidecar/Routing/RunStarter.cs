using Shadow.Runs;
using Sidecar.Configuration;
using Sidecar.Guard;

namespace Sidecar.Routing;

/// <summary>Begins a run: reads the guard's state once and assigns the request by it.</summary>
internal sealed class RunStarter(
    IGuardState guard,
    LiveOptions live,
    RunOptionsSource runOptions,
    RunRegistry registry,
    RunLifecycle lifecycle,
    IRandomPoints random
)
{
    // A run is kept for weeks: what an agent may write into it is not as long as what it may send.
    private const int MaxMethod = 64;
    private const int MaxPath = 1024;

    private int _onV2;

    /// <summary>Begins the run of a request; our names are taken out of its headers.</summary>
    public Run Begin(HttpContext context, SplitPolicy policy)
    {
        // The time is taken before the state is read: a run that still read "v2" then carries a time before the change was answered.
        var at = lifecycle.Time.GetUtcNow();
        var state = guard.Current;
        var options = runOptions.Current;
        var canary = live.Current.Canary;
        var headers = context.Request.Headers;
        var stickyKey = policy.StickyKey?.Read(context);
        var asked = canary.AllowOverride ? AgentHeaders.Asked(headers) : null;
        AgentHeaders.Strip(headers);
        var point = stickyKey is null ? random.Next(GuardSnapshot.Points) : StickyPoint.Of(canary.Salt, stickyKey);
        var assignment = Bounded(Switchboard.Assign(state, asked, point), canary.MaxConcurrentV2);
        var upgrade = UpgradeRequests.Is(context);
        var traceParent = headers.TraceParent;
        var run = new Run(
            new RunStart
            {
                RunId = Guid.CreateVersion7(at),
                At = at,
                Method = RecordedText.Of(context.Request.Method, MaxMethod),
                Path = RecordedText.Of(context.Request.Path.Value ?? "/", MaxPath),
                StickyKey = stickyKey,
                TraceParent = traceParent.Count == 1 ? traceParent.ToString() : null,
                Assigned = assignment.Planner,
                Reason = assignment.Reason,
                CanaryPct = state.CanaryPct,
                KillSwitch = state.KillSwitch,
                Epoch = state.Epoch,
                Judge = policy.Judge,
                Upgrade = upgrade,
                Tunnel = upgrade && UpgradeRequests.IsTunnel(context),
                NotMirrored = NotMirrored(upgrade, policy, options),
            },
            options,
            lifecycle
        );
        registry.Add(run);
        // The switch may have come between the reading of the state and the entry into the registry, where a flip looks for runs.
        if (run.Start.Assigned == Planner.V2 && options.CutOver && guard.Current.KillSwitch)
            run.TryTakeOver(AnswerTurn.CutOver);
        return run;
    }

    /// <summary>The run's agent has its answer.</summary>
    public void End(Run run)
    {
        if (run.Start.Assigned == Planner.V2)
            Interlocked.Decrement(ref _onV2);
    }

    // A v2 that is sized for 5 percent is not flooded by a burst. A caller that asked for v2 gets it.
    private Assignment Bounded(Assignment assignment, int bound)
    {
        if (assignment.Planner != Planner.V2)
            return assignment;
        if (Interlocked.Increment(ref _onV2) <= bound || bound == 0 || assignment.Reason != SelectionReason.Canary)
            return assignment;
        Interlocked.Decrement(ref _onV2);
        return new(Planner.V1, SelectionReason.Default);
    }

    private ShadowOutcome? NotMirrored(bool upgrade, SplitPolicy policy, RunOptions options)
    {
        if (!policy.Mirror)
            return ShadowOutcome.Route;
        if (upgrade)
            return ShadowOutcome.Upgrade;
        return options.Shadow.Percent switch
        {
            >= 100 => null,
            <= 0 => ShadowOutcome.Disabled,
            var percent => random.Next(GuardSnapshot.Points) < percent * (GuardSnapshot.Points / 100) ? null : ShadowOutcome.NotSampled,
        };
    }
}
