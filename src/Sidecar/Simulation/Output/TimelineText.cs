using Sidecar.Simulation.Passes;
using static Sidecar.Simulation.Output.Page;

namespace Sidecar.Simulation.Output;

/// <summary>A timeline for a person.</summary>
internal static class TimelineText
{
    public static void Write(Page page, IReadOnlyList<TimelineEntry> entries)
    {
        page.Line(Of($"  {"time", 10}  {"run", 7}"));
        foreach (var entry in entries)
        {
            var before = Of($"  {Words.Clock(entry.At), 10}  {entry.Run, 7:N0}  ");
            page.Wrapped(before, Sentence(entry));
            // The texts stand as the guard writes them, one a line.
            foreach (var breach in entry.Breaches)
                page.Line(new string(' ', before.Length + 2) + breach);
        }
    }

    private static string Sentence(TimelineEntry entry) =>
        entry.Kind switch
        {
            "step" => Step(entry),
            "rollback" => Of($"ROLLED BACK by {entry.UpdatedBy}: kill switch on, canary 0%"),
            "would_breach" => "v2's shadow legs would breach",
            _ => entry.Verdict + (entry.Cause is { } cause ? $", not rolled back: {cause}" : ""),
        };

    private static string Step(TimelineEntry entry)
    {
        var held = entry is { KillSwitch: true, CanaryPct: > 0 } ? " (v2 gets nothing)" : "";
        var settings = Of($"canary {entry.CanaryPct}%, kill switch {(entry.KillSwitch ? "on" : "off")}{held}, epoch {entry.Epoch}");
        return $"{settings}, by {entry.UpdatedBy}" + (entry.Reason is { } reason ? $": {reason}" : "");
    }
}
