using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Shadow.Detection;
using Shadow.Runs;

namespace Shadow.Tests.Detection;

/// <summary>The windows against a model that walks lists, through any order of what may happen to them.</summary>
public class EvidenceModelTests
{
    private enum Step
    {
        EndJudged,
        EndBeside,
        EndBoth,
        TellAgain,
        RateV1,
        RateV2,
        Resize,
        Wait,
        NewBuild,
        KillSwitchOff,
        Late,
        ChangeMinutes,
        AskAgain,
    }

    private static readonly Gen<(Step Step, int Which, int Value)[]> Steps = Gen.Select(
        Gen.Frequency(
            (8, Gen.Const(Step.EndJudged)),
            (6, Gen.Const(Step.EndBeside)),
            (4, Gen.Const(Step.EndBoth)),
            (2, Gen.Const(Step.TellAgain)),
            (3, Gen.Const(Step.RateV1)),
            (3, Gen.Const(Step.RateV2)),
            (1, Gen.Const(Step.Resize)),
            (2, Gen.Const(Step.Wait)),
            (1, Gen.Const(Step.NewBuild)),
            (1, Gen.Const(Step.KillSwitchOff)),
            (1, Gen.Const(Step.Late)),
            (1, Gen.Const(Step.ChangeMinutes)),
            (2, Gen.Const(Step.AskAgain))
        ),
        Gen.Int[0, 1000],
        Gen.Int[0, 1000]
    ).Array[1, 120];

    [Fact]
    public void Book_AnySteps_IsTheModel() => Steps.Sample(static steps => new Play().Run(steps), iter: 500);

    private sealed class Play
    {
        private readonly FakeTimeProvider _time = new(new DateTimeOffset(2025, 10, 18, 12, 0, 0, TimeSpan.Zero));
        private readonly NaiveEvidence _model = new();
        private readonly EvidenceBook _book;
        private readonly List<Started> _runs = [];
        private Thresholds _thresholds = new() { MinSample = 2, WindowRuns = 6 };
        private int _epoch = 1;

        public Play() => _book = new EvidenceBook(() => _thresholds, _time, new ThresholdJudge());

        private long Now => _time.GetUtcNow().UtcTicks;

        public void Run((Step Step, int Which, int Value)[] steps)
        {
            foreach (var (step, which, value) in steps)
            {
                Take(step, which, value);
                // Not after every step: an epoch may begin and end before anybody judges in it.
                if (which % 4 == 0)
                    continue;
                long[] ages = which % 3 == 0 ? [1_700_000, 1_700_000L + value] : [];
                Assert.Equal(_model.Figures(_thresholds, Now, ages), _book.Judge(_epoch, ages).Figures);
                Assert.Equal(_model.ShadowFigures(_thresholds, Now), _book.JudgeShadow(_epoch).Figures);
            }
        }

        private void Take(Step step, int which, int value)
        {
            _time.Advance(TimeSpan.FromMilliseconds(value));
            switch (step)
            {
                case Step.EndJudged or Step.EndBeside or Step.EndBoth:
                    // Half of the time a run that is under way goes on, else one begins.
                    if (which % 2 == 0 || _runs.Count == 0)
                        _runs.Add(new Started(Guid.NewGuid(), _epoch, which % 3 == 0 ? Planner.V1 : Planner.V2));
                    End(_runs[which / 2 % _runs.Count], step, Sample(value));
                    break;
                case Step.TellAgain when _runs.Count > 0:
                    Tell(_runs[which % _runs.Count]);
                    break;
                case Step.RateV1 or Step.RateV2 when _runs.Count > 0:
                    var rated = _runs[which % _runs.Count].RunId;
                    var planner = step == Step.RateV1 ? Planner.V1 : Planner.V2;
                    _book.Rate(rated, planner, value / 10.0);
                    _model.Rate(rated, planner, value * 100_000L);
                    break;
                case Step.Resize:
                    _thresholds = _thresholds with { WindowRuns = 1 + which % 9 };
                    break;
                case Step.ChangeMinutes:
                    _thresholds = _thresholds with { WindowMinutes = which % 3 == 0 ? 0 : 0.1 * (1 + which % 5) };
                    break;
                case Step.Wait:
                    _time.Advance(TimeSpan.FromSeconds(which % 20));
                    break;
                case Step.NewBuild:
                    _epoch++;
                    _book.BeginEpoch(_epoch, keepStreak: true);
                    _model.Begin(_epoch, keepStreak: true);
                    break;
                case Step.KillSwitchOff:
                    // The book is not told: it learns of the epoch by the first run or judgement.
                    _epoch++;
                    _model.Begin(_epoch, keepStreak: false);
                    break;
                case Step.AskAgain when _runs.Find(static run => run is { Assigned: Planner.V2, Beside: { Failed: true } }) is { } failed:
                    // v1's mirrored leg failed and v1 was asked again, for the agent.
                    failed.Beside = LegSample.Of(LegFailure.None, value, 1, 90);
                    Tell(failed);
                    break;
                case Step.Late when _runs.Count > 0:
                    End(_runs[0], Step.EndBoth, Sample(which));
                    break;
                default:
                    break;
            }
        }

        private void End(Started run, Step step, LegSample sample)
        {
            if (step != Step.EndBeside)
                run.Judged ??= sample;
            if (step != Step.EndJudged)
                run.Beside ??= sample.Outcome == LegOutcome.Hedged ? null : sample;
            Tell(run);
        }

        private void Tell(Started run)
        {
            var (v1, v2) = run.Assigned == Planner.V1 ? (run.Judged, run.Beside) : (run.Beside, run.Judged);
            var evidence = new RunEvidence(run.RunId, run.Epoch, run.Assigned, Now, v1, v2, run.V1Told, run.V2Told);
            _book.Observe(evidence);
            _model.Observe(evidence, _thresholds, Now);
            (run.V1Told, run.V2Told) = (run.V1Told || v1 is not null, run.V2Told || v2 is not null);
        }

        private static LegSample Sample(int value) =>
            (value % 5) switch
            {
                0 => LegSample.Of(LegFailure.Status5xx, value, null, null),
                1 => LegSample.Of(LegFailure.Timeout, value * 3, null, null),
                2 when value % 2 == 0 => LegSample.Hedged(value * 2),
                3 => LegSample.Of(LegFailure.None, value, value % 2 == 0 ? null : value / 100.0, value % 7 == 0 ? null : value / 10.0),
                _ => LegSample.Of(LegFailure.None, value, value / 300.0, value / 10.0),
            };
    }

    private sealed class Started(Guid runId, int epoch, Planner assigned)
    {
        public Guid RunId => runId;

        public int Epoch => epoch;

        public Planner Assigned => assigned;

        public LegSample? Judged { get; set; }

        public LegSample? Beside { get; set; }

        public bool V1Told { get; set; }

        public bool V2Told { get; set; }
    }
}
