using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shadow.Detection;
using Shadow.Runs;
using Sidecar.Configuration;
using Sidecar.Guard;
using Sidecar.Guard.Judging;
using Sidecar.Metrics;
using Sidecar.Recording;
using Sidecar.Routing;
using Sidecar.Storage;
using Sidecar.Tests.Fakes;
using Testing;

namespace Sidecar.Tests.Guard.Judging;

/// <summary>
/// One life of a sidecar from the split to the audit log, without sockets: evidence, judge, guard, late qualities and recorder are the real
/// ones. A test begins runs, ends their legs, and writes what waits.
/// </summary>
internal sealed class JudgingBed : IDisposable
{
    private readonly CutOver _cutOver;
    private readonly RunBuilder _runs;

    public JudgingBed(
        Thresholds? regress = null,
        FaultingSettingsStore? settings = null,
        IRunLog? log = null,
        FakeTimeProvider? time = null,
        IJudge? judge = null
    )
    {
        Settings = settings ?? new FaultingSettingsStore();
        Log = log ?? new FaultingRunLog();
        Time = time ?? new FakeTimeProvider(GuardBed.Start);
        Options = new LiveOptions(new SidecarOptions { Regress = regress ?? new Thresholds() });
        Controller = new GuardController(Settings, Options, Metrics, Health, Time, NullLogger<GuardController>.Instance);
        Book = new EvidenceBook(() => Options.Current.Regress, Time, judge ?? new ThresholdJudge());
        Builds = new BuildTracker(Controller, Book, Metrics, Time);
        Recorder = new RunRecorder(Metrics, Health);
        _runs = new RunBuilder(Time) { Told = Observer };
        Evaluator = new Evaluator(Book, Controller, Builds, Registry, Options, Metrics, new UnfitAlarm(Health, Unfit), Time);
        Qualities = new LateQualities(Log, Recorder, Registry, Book);
        // The runs tell the reporter, which needs their registry.
        Observer.Inner = new RunReporter(Metrics, Evaluator, Qualities, Recorder, NullLogger<RunReporter>.Instance);
        Readback = new EvidenceReadback(Log, Settings, Book, Builds, Controller, Options, Health, Time, ReadbackLog);
        _cutOver = new CutOver(Controller, Registry, Options);
    }

    public FaultingSettingsStore Settings { get; }

    public IRunLog Log { get; }

    public FakeTimeProvider Time { get; }

    public LiveOptions Options { get; }

    public SidecarMetrics Metrics { get; } = new();

    public HealthState Health { get; } = new();

    public CollectingLogger<UnfitAlarm> Unfit { get; } = new();

    public CollectingLogger<EvidenceReadback> ReadbackLog { get; } = new();

    public GuardController Controller { get; }

    public EvidenceBook Book { get; }

    public BuildTracker Builds { get; }

    public RunRecorder Recorder { get; }

    public RunRegistry Registry => _runs.Registry;

    public SettledObserver Observer { get; } = new();

    public Evaluator Evaluator { get; }

    public LateQualities Qualities { get; }

    public EvidenceReadback Readback { get; }

    public GuardSnapshot State => Controller.Current;

    /// <summary>Rollbacks of this life, of both triggers.</summary>
    public double Rollbacks => Metrics.RollbackAuto.Value + Metrics.RollbackManual.Value;

    /// <summary>A started bed whose settings give v2 a share.</summary>
    public static async Task<JudgingBed> StartedAsync(Thresholds? regress = null, double canaryPct = 100, IRunLog? log = null)
    {
        var bed = new JudgingBed(regress, log: log);
        bed.Settings.Settings = new StoredSettings(canaryPct, false, 1, 1, "anna", null, GuardBed.Start);
        await bed.StartAsync();
        return bed;
    }

    /// <summary>Starts as the sidecar does: settings, then evidence.</summary>
    public async Task StartAsync()
    {
        await _cutOver.StartAsync(default);
        await Controller.StartAsync(default);
        if (Log is not FaultingRunLog)
            await Readback.ReadAsync(State.Epoch, default);
    }

    /// <summary>Begins a run as the split decides it now.</summary>
    /// <param name="point">Its point: 0 goes to v2 as soon as any run does.</param>
    /// <param name="notMirrored">Why it is not mirrored; null: it is.</param>
    public PlayedRun Begin(int point = 0, ShadowOutcome? notMirrored = null)
    {
        var state = State;
        var (planner, reason) = Switchboard.Assign(state, null, point);
        var run = _runs.Create(
            planner,
            notMirrored,
            change: start => start with { Reason = reason, CanaryPct = state.CanaryPct, KillSwitch = state.KillSwitch, Epoch = state.Epoch }
        );
        var dispatch = new FakeDispatch();
        run.Dispatch = dispatch;
        run.Primary.Clock.MarkSending();
        run.RequestPassed();
        dispatch.Leg?.Clock.MarkSending();
        if (run.Start.Assigned == Planner.V2 && State.KillSwitch)
            run.TryTakeOver(AnswerTurn.CutOver);
        return new PlayedRun(run, _runs, Observer);
    }

    /// <summary>A whole run: both legs end, the assigned one first.</summary>
    public async Task<PlayedRun> PlayAsync(LegPlay v2, LegPlay? v1 = null, int point = 0)
    {
        var run = Begin(point);
        foreach (var planner in new[] { run.Assigned, run.Assigned.Other() })
            await run.EndAsync(planner, planner == Planner.V2 ? v2 : v1 ?? LegPlay.Good);
        return run;
    }

    /// <summary>Writes what waits for the audit log, as its writer does.</summary>
    public async Task WriteAsync()
    {
        var batch = new List<RunRecord>();
        Batches.Take(Recorder.Queue, batch);
        if (batch.Count == 0)
            return;
        await Log.AppendAsync(batch, default);
        Recorder.Written(batch);
        await Qualities.WrittenAsync(batch, default);
    }

    /// <summary>Evidence that nobody has judged yet.</summary>
    public void AddUnjudged(int runs, LegPlay v2)
    {
        for (var i = 0; i < runs; i++)
        {
            Book.Observe(
                new RunEvidence(
                    Guid.NewGuid(),
                    1,
                    Planner.V2,
                    Time.GetTimestamp(),
                    LegSample.Of(LegFailure.None, 10, 1, 95),
                    LegSample.Of(v2.Failure, 10, v2.Cost, v2.Quality)
                )
            );
        }
    }

    /// <summary>Moves the clock until something holds.</summary>
    public async Task AdvanceUntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!holds())
        {
            Assert.False(patience.IsCancellationRequested, "It never came to that.");
            Time.Advance(TimeSpan.FromMilliseconds(20));
            await Task.Yield();
        }
    }

    public async Task<T> AdvanceUntilDoneAsync<T>(Task<T> task)
    {
        await AdvanceUntilAsync(() => task.IsCompleted);
        return await task;
    }

    /// <summary>Waits until the store has everything that is in force.</summary>
    public async Task FlushAsync()
    {
        var flush = Controller.FlushAsync(default);
        await AdvanceUntilAsync(() => flush.IsCompleted);
    }

    public void Dispose() => Controller.Dispose();
}
