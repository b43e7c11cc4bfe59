using Shadow.Detection;
using Shadow.Runs;
using Sidecar.Guard;
using Sidecar.Routing;
using Sidecar.Storage;
using Sidecar.Storage.Sqlite;

namespace Sidecar.Tests.Guard.Judging;

/// <summary>Plays steps over one life of the guard after another, all on the same store, and checks after each what must hold.</summary>
internal sealed class GuardModel(SqliteRunLog log) : IDisposable
{
    // Runs whose one leg is open while so many others end would leave the window: what is learnt of them then is lost live and in no restart.
    private const int MostEndsBehind = 5;
    private const int MostOpen = 6;

    private static readonly TimeSpan Oldest = TimeSpan.FromSeconds(40);

    private static readonly Thresholds Limits = new()
    {
        MinSample = 3,
        WindowRuns = 8,
        MaxConsecutiveErrors = 4,
    };

    private readonly FaultingSettingsStore _settings = new();
    private readonly List<(PlayedRun Run, DateTimeOffset Begun)> _open = [];
    private readonly List<Guid> _known = [Guid.NewGuid()];
    private readonly Dictionary<Guid, int> _endsBehind = [];
    private JudgingBed _bed = null!;
    private int _build;
    private double _rolledBack;
    private double _judged;
    private (int Epoch, long Version) _last;
    private double _before;
    private double _beforeAuto;

    private GuardSnapshot State => _bed.State;

    public async Task PlayAsync((ModelStep Step, int Which, int Value)[] steps)
    {
        await BeginLifeAsync(new StoredSettings(60, false, 1, 1, "anna", null, GuardBed.Start));
        foreach (var (step, which, value) in steps)
        {
            var before = State;
            await TakeAsync(step, which, value);
            await EndWhatIsOldAsync();
            Check(step, before);
        }

        await EndLifeAsync();
    }

    public void Dispose() => _bed?.Dispose();

    private async Task TakeAsync(ModelStep step, int which, int value)
    {
        switch (step)
        {
            case ModelStep.Begin when _open.Count < MostOpen:
                var run = _bed.Begin(value < 900 ? 0 : GuardSnapshot.Points - 1);
                _open.Add((run, _bed.Time.GetUtcNow()));
                _known.Add(run.Id);
                break;
            case ModelStep.EndV2 or ModelStep.EndV1 when _open.Count > 0:
                await EndAsync(_open[which % _open.Count].Run, step == ModelStep.EndV2 ? Planner.V2 : Planner.V1, Play(step, value));
                break;
            case ModelStep.Wait:
                _bed.Time.Advance(TimeSpan.FromMilliseconds(value * 2));
                break;
            case ModelStep.Raise:
                await ChangeAsync(new(Math.Min(100, State.CanaryPct + 30), null, "ben", null));
                break;
            case ModelStep.Lower:
                await ChangeAsync(new(State.CanaryPct / 2, null, "ben", null));
                break;
            case ModelStep.Kill:
                await ChangeAsync(new(null, true, "ben", null));
                break;
            case ModelStep.Unkill:
                await ChangeAsync(new(value % 4 == 0 ? null : 80, false, "ben", null));
                break;
            case ModelStep.Rollback:
                await _bed.AdvanceUntilDoneAsync(_bed.Controller.RollbackAsync("look", "ben", RollbackTrigger.Manual, [], null));
                Assert.Equal((true, 0.0), (State.KillSwitch, State.CanaryPct));
                break;
            case ModelStep.Evaluate:
                var answer = await _bed.AdvanceUntilDoneAsync(_bed.Evaluator.EvaluateAsync(dryRun: false));
                Assert.Equal(answer.Action == "rollback", answer is { Verdict: "regression", Cause: null });
                break;
            case ModelStep.EvaluateDry:
                var before = State;
                Assert.Equal("none", (await _bed.Evaluator.EvaluateAsync(dryRun: true)).Action);
                Assert.Same(before, State);
                break;
            case ModelStep.Tick:
                _bed.Evaluator.Judge();
                break;
            case ModelStep.NewBuild:
                _build++;
                break;
            case ModelStep.Rate:
                var id = _known[which % _known.Count];
                await _bed.Qualities.RateAsync([new(id, value % 3 == 0 ? Planner.V1 : Planner.V2, value / 10.0)], default);
                _bed.Evaluator.Judge();
                break;
            case ModelStep.StoreFails:
                _settings.Fault = "database is locked";
                break;
            case ModelStep.StoreRecovers:
                _settings.Fault = null;
                break;
            case ModelStep.Write:
                await _bed.WriteAsync();
                break;
            case ModelStep.Stop:
                await EndLifeAsync();
                await RestartAsync();
                break;
            case ModelStep.Crash:
                await CrashAsync();
                break;
            default:
                break;
        }
    }

    private void Check(ModelStep step, GuardSnapshot before)
    {
        var state = State;
        foreach (var point in new[] { 0, 50_000, GuardSnapshot.Points - 1 })
            Assert.True(!state.KillSwitch || Switchboard.Assign(state, null, point).Planner == Planner.V1);
        Assert.True(state.Epoch >= _last.Epoch && state.Version >= _last.Version, $"{step}: {state} after {_last}");
        _last = (state.Epoch, state.Version);

        // A rollback is in force at once, and stays until an operator changes it.
        if (_bed.Rollbacks > _rolledBack)
            Assert.Equal((true, 0.0), (state.KillSwitch, state.CanaryPct));
        if (
            before is { KillSwitch: true, CanaryPct: 0 }
            && step is not (ModelStep.Unkill or ModelStep.Raise or ModelStep.Stop or ModelStep.Crash)
        )
            Assert.Equal((true, 0.0), (state.KillSwitch, state.CanaryPct));
        _rolledBack = _bed.Rollbacks;

        // Every leg is judged as it ends: no breach is left standing while v2 may get traffic. One that an operator raised over waits for the
        // next judgement.
        var judged = Evaluations();
        if (judged > _judged && step != ModelStep.EvaluateDry && state.EffectivePct > 0)
            Assert.False(_bed.Book.Judge(state.Epoch, []) is { Verdict: Verdict.Regression, V1Unfit: false }, $"{step}: a breach stands");
        _judged = judged;
        Assert.Empty(_bed.Observer.Faults);
    }

    private double Evaluations() => Enum.GetValues<Verdict>().Sum(verdict => _bed.Metrics.Evaluations(verdict).Value);

    private async Task EndAsync(PlayedRun run, Planner planner, LegPlay play)
    {
        // No two legs end at the same time: their order in the store would be anybody's.
        _bed.Time.Advance(TimeSpan.FromMilliseconds(1));
        var judged = planner == run.Assigned && !run.Ended(planner);
        await run.EndAsync(planner, play);
        if (judged)
        {
            foreach (var (open, _) in _open)
                _endsBehind[open.Id] = _endsBehind.GetValueOrDefault(open.Id) + 1;
            _endsBehind[run.Id] = 0;
        }

        _open.RemoveAll(static open => open.Run.Finished);
    }

    private async Task EndWhatIsOldAsync()
    {
        foreach (var (run, begun) in _open.ToList())
        {
            if (_bed.Time.GetUtcNow() - begun < Oldest && _endsBehind.GetValueOrDefault(run.Id) < MostEndsBehind)
                continue;
            await EndAsync(run, Planner.V2, LegPlay.Good);
            await EndAsync(run, Planner.V1, LegPlay.Good);
        }
    }

    private async Task ChangeAsync(ConfigChange change) => await _bed.AdvanceUntilDoneAsync(_bed.Controller.ChangeAsync(change, null));

    private async Task BeginLifeAsync(StoredSettings? settings = null)
    {
        if (settings is not null)
            _settings.Settings = settings;
        _bed = new JudgingBed(Limits, _settings, log, _bed?.Time);
        await _bed.StartAsync();
        (_rolledBack, _judged) = (0, 0);
        _last = (State.Epoch, State.Version);
    }

    /// <summary>Ends as SIGTERM does: every run ends, everything is written. Then nothing may be missing.</summary>
    private async Task EndLifeAsync()
    {
        _settings.Fault = null;
        foreach (var (run, _) in _open.ToList())
        {
            await EndAsync(run, Planner.V2, LegPlay.Good);
            await EndAsync(run, Planner.V1, LegPlay.Good);
        }

        await _bed.WriteAsync();
        await _bed.FlushAsync();
        Assert.Equal(State.ToStored(), _settings.Settings);
        Assert.True(State.Durable);
        var versions = _settings.History.Select(static entry => entry.After.Version).ToList();
        Assert.Equal(versions.Order().Distinct(), versions);
        Assert.Equal(_bed.Rollbacks + _before, _settings.History.Count(static entry => entry.Kind == "rollback"));
        Assert.Equal(_bed.Metrics.RollbackAuto.Value + _beforeAuto, _settings.History.Count(static entry => entry.Trigger == "auto"));
        AtMostThreeBuildsAnHour();
    }

    private async Task RestartAsync()
    {
        var (before, state) = (_bed, State);
        Remember();
        await BeginLifeAsync();
        Assert.Equal(state with { Durable = true }, State);
        Assert.Equal(before.Book.Judge(state.Epoch, []).Figures, _bed.Book.Judge(state.Epoch, []).Figures);
        Assert.Equal(before.Book.JudgeShadow(state.Epoch).Figures, _bed.Book.JudgeShadow(state.Epoch).Figures);
        var (was, now) = (before.Book.Read(state.Epoch), _bed.Book.Read(state.Epoch));
        Assert.Equal((was.V1, was.V2, was.V2Shadow), (now.V1, now.V2, now.V2Shadow));
        Assert.Equal(before.Controller.LastRollback?.Reason, _bed.Controller.LastRollback?.Reason);
        before.Dispose();
    }

    // As SIGKILL does, once the settings are durable: runs that are under way or not yet written are lost.
    private async Task CrashAsync()
    {
        _settings.Fault = null;
        await _bed.FlushAsync();
        var state = State;
        _bed.Dispose();
        _open.Clear();
        Remember();
        await BeginLifeAsync();
        Assert.Equal(state with { Durable = true }, State);
    }

    private void Remember()
    {
        _before = _settings.History.Count(static entry => entry.Kind == "rollback");
        _beforeAuto = _settings.History.Count(static entry => entry.Trigger == "auto");
    }

    private void AtMostThreeBuildsAnHour()
    {
        var begun = _settings.History.Where(static entry => entry.Kind == "epoch").Select(static entry => entry.At).ToList();
        Assert.All(begun, at => Assert.InRange(begun.Count(other => other >= at && other - at < TimeSpan.FromHours(1)), 1, 3));
    }

    private LegPlay Play(ModelStep step, int value)
    {
        var play = (value % 12) switch
        {
            0 => LegPlay.Broken,
            1 => LegPlay.Broken with { Failure = LegFailure.Timeout },
            2 => LegPlay.Dear,
            3 => LegPlay.Wrong,
            _ => LegPlay.Good,
        };
        return step == ModelStep.EndV2 ? play with { Build = $"b{_build}" }
            : value % 12 < 2 ? play
            : LegPlay.Good;
    }
}
