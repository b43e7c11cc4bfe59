using Sidecar.Demo.Reading;
using Sidecar.Demo.Story;
using Sidecar.Demo.Traffic;

namespace Sidecar.Tests.Demo;

/// <summary>Steps and figures for the screens to show.</summary>
internal static class ScreenSamples
{
    public static IReadOnlyList<IStoryStep> Steps { get; } =
    [
        new FakeStep("Canary at 20 %", "PUT /guard/config sets 20 %; 1000 runs, and v2 answers what is its share of them, more or less"),
        new FakeStep("Disagreements", "which decisions differ"),
    ];

    public static StepResult Mixed { get; } =
        new(
            "201 of 1000 runs by v2",
            [
                new StepCheck(true, "v2 answered 20.1 % of them", "it did not"),
                new StepCheck(false, "all 1000 runs were answered", "3 were not"),
            ]
        );

    public static StepResult Disagreeing { get; } =
        new("4 of 10 runs", [new StepCheck(true, "v1 and v2 disagree on 4 of 10 runs", "no")])
        {
            Disagreements =
            [
                new(new AgentPair("inbox_triage", "inbox_priority"), 3),
                new(new AgentPair("thread_summary", "thread_summary"), 1),
            ],
        };

    /// <summary>As wide as a step's result may come: it is cut, not broken.</summary>
    public static StepResult Longest { get; } =
        new("0.2 s: quality (V1: 94.1, V2: 88.9, drop: 5.2); cost (V2: 3.033062¢ > 3.0¢); latency", []);

    public static LiveFigures Figures { get; } =
        new()
        {
            Config = new ConfigReading(20, true, 3),
            V1 = new PlannerFigures(3200, Leg, false),
            V2 = new PlannerFigures(0, new LegReading(), true),
            ChangedPct = 26.44,
            Disagreements =
            [
                .. Disagreeing.Disagreements,
                .. Enumerable
                    .Range(1, 5)
                    .Select(i => KeyValuePair.Create(new AgentPair("newsletter_cleanup", $"knowledge_validate{i}"), 1L)),
            ],
        };

    private static LegReading Leg =>
        new()
        {
            Samples = 100,
            P50Ms = 17.4,
            P95Ms = 1625.2,
            CostCents = 1.1,
            Quality = 93.14,
            ErrorPct = 0,
        };
}
