using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fuzz.Engine;
using Shadow.Decisions;

namespace Fuzz.Targets;

/// <summary>What the targets that read plans share.</summary>
internal static class Plans
{
    /// <summary>The pointers of a sidecar as it is shipped.</summary>
    public static readonly DecisionOptions Shipped = new() { Objective = JsonPointer.Parse("/objective/type") };

    /// <summary>Pointers into a nested plan, some of them through lists and through each other.</summary>
    public static readonly DecisionOptions Nested = new()
    {
        Agent = JsonPointer.Parse("/choices/0/plan/agent"),
        Steps = JsonPointer.Parse("/choices/0/plan/steps"),
        Tools = JsonPointer.Parse("/choices/0/plan/steps/0/tools"),
        DryRun = JsonPointer.Parse("/a~1b/~0"),
        Objective = JsonPointer.Parse("/choices/0"),
    };

    public static readonly SignalOptions Signals = new()
    {
        CostCents = JsonPointer.Parse("/usage/cost"),
        Quality = JsonPointer.Parse("/usage/quality"),
        Build = JsonPointer.Parse("/build"),
    };

    public static readonly IReadOnlyList<string> Words =
    [
        """{"agent":"inbox_triage","steps":["a","b"],"tools":["t"],"dry_run":true}""",
        "\"agent\":",
        "\"steps\":[",
        "\"tools\":[",
        "\"dry_run\":",
        "\"objective\":{\"type\":",
        "\"name\":",
        "\"id\":",
        "\"tool\":",
        "\"usage\":{\"cost\":",
        "\"quality\":",
        "\"build\":",
        "\"choices\":[{\"plan\":{",
        "\"a/b\":{\"~\":",
        "\"\\u0061gent\":",
        "null",
        "true",
        "false",
        "{}",
        "[]",
        "[[[[[[[[[[[[[[[[",
        "]]]]]]]]]]]]]]]]",
        "\"\\ud800\"",
        "\"\\ud83d\\ude00\"",
        "\"__proto__\":",
    ];

    /// <summary>The same reading, everything in it.</summary>
    public static void Same(DecisionReading expected, DecisionReading actual, string promise)
    {
        Promise.Same(expected.Outcome, actual.Outcome, promise);
        Promise.Same(expected.Signals, actual.Signals, promise);
        Same(expected.Decision, actual.Decision, promise);
    }

    /// <summary>The same decision, everything in it.</summary>
    public static void Same(Decision? expected, Decision? actual, string promise)
    {
        Promise.Same(expected is null, actual is null, promise);
        if (expected is null || actual is null)
            return;
        Promise.Same((expected.Agent, expected.DryRun, expected.Objective), (actual.Agent, actual.DryRun, actual.Objective), promise);
        Promise.SameList(expected.Steps, actual.Steps, promise);
        Promise.SameList(expected.Tools, actual.Tools, promise);
    }

    /// <summary>A document of the decision, for pointers as they are shipped.</summary>
    public static byte[] Write(Decision decision)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("agent", decision.Agent);
            List(json, "steps", decision.Steps);
            List(json, "tools", decision.Tools);
            if (decision.DryRun is { } dryRun)
                json.WriteBoolean("dry_run", dryRun);
            json.WriteStartObject("objective");
            json.WriteString("type", decision.Objective);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static void List(Utf8JsonWriter json, string name, IReadOnlyList<string> items)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            json.WriteStringValue(item);
        json.WriteEndArray();
    }
}
