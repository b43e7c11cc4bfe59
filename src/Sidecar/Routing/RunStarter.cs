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
        var assignment = Switchboard.Assign(state, asked, point);
        var traceParent = headers.TraceParent;
        var run = new Run(
            new RunStart
            {
                RunId = Guid.CreateVersion7(at),
                At = at,
                Method = context.Request.Method,
                Path = context.Request.Path.Value ?? "/",
                StickyKey = stickyKey,
                TraceParent = traceParent.Count == 1 ? traceParent.ToString() : null,
                Assigned = assignment.Planner,
                Reason = assignment.Reason,
                CanaryPct = state.CanaryPct,
                KillSwitch = state.KillSwitch,
                Epoch = state.Epoch,
                Judge = policy.Judge,
                NotMirrored = NotMirrored(context, policy, options),
            },
            options,
            lifecycle
        );
        registry.Add(run);
        return run;
    }

    private ShadowOutcome? NotMirrored(HttpContext context, SplitPolicy policy, RunOptions options)
    {
        if (!policy.Mirror)
            return ShadowOutcome.Route;
        if (UpgradeRequests.Is(context))
            return ShadowOutcome.Upgrade;
        return options.Shadow.Percent switch
        {
            >= 100 => null,
            <= 0 => ShadowOutcome.Disabled,
            var percent => random.Next(GuardSnapshot.Points) < percent * (GuardSnapshot.Points / 100) ? null : ShadowOutcome.NotSampled,
        };
    }
}
