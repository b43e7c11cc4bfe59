using Microsoft.Extensions.Logging.Abstractions;
using Shadow.Detection;
using Shadow.Runs;
using Sidecar.Configuration;
using Sidecar.Guard;
using Sidecar.Guard.Judging;
using Sidecar.Metrics;

namespace Sidecar.Simulation.Passes;

/// <summary>The guard of the running sidecar, put together as there, over settings and a clock of its own.</summary>
internal sealed class SimulatedGuard : IDisposable
{
    public SimulatedGuard(Thresholds thresholds, SimulatedClock clock)
    {
        var options = new LiveOptions(new SidecarOptions { Regress = thresholds });
        var (metrics, health) = (new SidecarMetrics(), new HealthState());
        Controller = new GuardController(Store, options, metrics, health, clock, NullLogger<GuardController>.Instance);
        Book = new EvidenceBook(() => options.Current.Regress, clock, new ThresholdJudge());
        Evaluator = new Evaluator(
            Book,
            Controller,
            new BuildTracker(Controller, Book, metrics, clock),
            new RunRegistry(),
            options,
            metrics,
            new UnfitAlarm(health, NullLogger<UnfitAlarm>.Instance),
            clock
        );
    }

    public SimulatedSettingsStore Store { get; } = new();

    public GuardController Controller { get; }

    public EvidenceBook Book { get; }

    public Evaluator Evaluator { get; }

    /// <summary>The state in force.</summary>
    public GuardSnapshot Current => Controller.Current;

    /// <inheritdoc/>
    public void Dispose() => Controller.Dispose();
}
