using Fuzz.Engine;

namespace Fuzz.Targets;

/// <summary>Every target.</summary>
internal static class AllTargets
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "decision-json",
        "decision-event-stream",
        "decision-packed",
        "json-pointer",
        "sticky-key",
        "config-body",
        "quality-lines",
        "planner-headers",
        "yarp-json",
    ];

    /// <summary>A target by its name.</summary>
    public static IFuzzTarget Of(string name) =>
        name switch
        {
            "decision-json" => new DecisionJsonTarget(),
            "decision-event-stream" => new DecisionEventStreamTarget(),
            "decision-packed" => new DecisionPackedTarget(),
            "json-pointer" => new JsonPointerTarget(),
            "sticky-key" => new StickyKeyTarget(),
            "config-body" => new ConfigBodyTarget(),
            "quality-lines" => new QualityLinesTarget(),
            "planner-headers" => new PlannerHeadersTarget(),
            "yarp-json" => new YarpJsonTarget(),
            _ => throw new ArgumentException($"There is no target '{name}'; there are {string.Join(", ", Names)}"),
        };
}
