namespace EndToEnd.PlannerFaults;

/// <summary>A guard that never rolls v2 back: here its failures are wanted.</summary>
internal static class Unjudged
{
    public static IReadOnlyDictionary<string, string> Environment { get; } =
        new Dictionary<string, string> { ["REGRESS_MAX_CONSECUTIVE_ERRORS"] = "0", ["REGRESS_MIN_SAMPLE"] = "1000000" };
}
