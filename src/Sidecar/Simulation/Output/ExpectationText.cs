namespace Sidecar.Simulation.Output;

/// <summary>Whether what was expected came, for a person.</summary>
internal static class ExpectationText
{
    public static void Write(Page page, IReadOnlyList<string> unmet)
    {
        page.Field("expected", unmet.Count == 0 ? "so it came" : "NOT so:");
        page.Fields("", unmet);
    }
}
