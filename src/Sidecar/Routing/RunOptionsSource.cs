using Shadow.Capture;
using Shadow.Runs;
using Sidecar.Configuration;

namespace Sidecar.Routing;

/// <summary>The configuration in force in the form that runs take it, made once for each change and not for each run.</summary>
internal sealed class RunOptionsSource(LiveOptions live)
{
    private volatile Derived _derived = Derive(live.Current);

    /// <summary>What a run that begins now is held to.</summary>
    public RunOptions Current
    {
        get
        {
            var derived = _derived;
            if (!ReferenceEquals(derived.From, live.Current))
                _derived = derived = Derive(live.Current);
            return derived.Options;
        }
    }

    private static Derived Derive(SidecarOptions options) =>
        new(
            options,
            new RunOptions(
                options.Shadow,
                new AnswerFormat(options.Planner.Decision, options.Planner.Signals, options.Shadow.MaxBodyBytes),
                new SignalHeaders(options.Planner.Headers.CostCents, options.Planner.Headers.Quality, options.Planner.Headers.Build),
                TimeSpan.FromSeconds(options.Planner.FirstByteSeconds),
                options.Storage.KeepBodies
            )
            {
                Failover = options.Canary.Failover,
                CutOver = options.Canary.CutOverInFlight,
                HedgeAfter = TimeSpan.FromMilliseconds(options.Canary.HedgeAfterMs),
            }
        );

    private sealed record Derived(SidecarOptions From, RunOptions Options);
}
