using System.Text;
using Shadow.Capture;
using Shadow.Decisions;
using Shadow.Mirroring;
using Shadow.Runs;

namespace Testing;

/// <summary>Makes runs for tests, with everything they touch within reach.</summary>
public sealed class RunBuilder(TimeProvider time)
{
    /// <summary>What a plan looks like on the wire.</summary>
    public const string Plan = """{"agent":"a","steps":["s1","s2"],"tools":["t"],"dry_run":false}""";

    /// <summary>Who is told.</summary>
    public FakeRunObserver Observer { get; } = new();

    /// <summary>Who is told in the observer's place; null: the observer.</summary>
    public IRunObserver? Told { get; init; }

    /// <summary>Runs under way.</summary>
    public RunRegistry Registry { get; } = new();

    /// <summary>What copies are reserved from.</summary>
    public FakeByteBudget Budget { get; } = new();

    /// <summary>The configuration of the runs.</summary>
    public RunOptions Options { get; set; } =
        new(
            new ShadowOptions(),
            new AnswerFormat(new DecisionOptions(), new SignalOptions(), 4096),
            new SignalHeaders("X-Planner-Cost-Cents", "X-Planner-Quality", "X-Planner-Build"),
            TimeSpan.FromSeconds(30),
            KeepBodies: false
        );

    /// <summary>Makes a run.</summary>
    public Run Create(
        Planner assigned = Planner.V1,
        ShadowOutcome? notMirrored = null,
        string method = "POST",
        JudgeMode judge = JudgeMode.Plans,
        Func<RunStart, RunStart>? change = null
    )
    {
        var at = time.GetUtcNow();
        var start = new RunStart
        {
            RunId = Guid.CreateVersion7(at),
            At = at,
            Method = method,
            Path = "/plan",
            Assigned = assigned,
            Reason = assigned == Planner.V2 ? SelectionReason.Canary : SelectionReason.Default,
            CanaryPct = 20,
            KillSwitch = false,
            Epoch = 1,
            Judge = judge,
            Upgrade = notMirrored == ShadowOutcome.Upgrade,
            NotMirrored = notMirrored,
        };
        var run = new Run(
            change?.Invoke(start) ?? start,
            Options,
            new RunLifecycle(time, Registry, Told ?? Observer, new FakeStickyHash(), Budget)
        );
        Registry.Add(run);
        return run;
    }

    /// <summary>Gives a leg a whole answer.</summary>
    public void Answer(Leg leg, int status = 200, string body = Plan, string contentType = "application/json", bool whole = true)
    {
        leg.Clock.MarkHeaders();
        leg.Status = status;
        leg.Answer = new AnswerCapture(leg.Run.Options.Format, contentType, null, null, Budget);
        leg.AnswerPassed(Encoding.UTF8.GetBytes(body));
        if (whole)
            leg.AnswerEnded();
    }
}
