using System.Globalization;
using Sidecar.Configuration;

namespace Sidecar.Guard;

/// <summary>The sentences of the guard: what is wrong, where, and what to do.</summary>
internal static class Refusals
{
    /// <summary>Why the kill switch cannot be turned off now; null where it can.</summary>
    public static string? KillSwitchOff(SidecarOptions options, GuardSnapshot current)
    {
        var holders = new List<string>();
        if (options.Start.KillSwitch)
            holders.Add("PLANNER_KILL_SWITCH is true: unset it, restart, then set kill_switch to false");
        if (current.KillFile)
            holders.Add($"the kill file {options.Guard.KillFile} (Guard:KillFile) exists: remove it first");
        return holders.Count == 0 ? null : "kill_switch cannot be set to false: " + string.Join("; ", holders) + ".";
    }

    /// <summary>The caller's version is an old one.</summary>
    public static string Stale(long asked, long inForce) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"If-Match names version {asked}, but version {inForce} is in force. Read /guard/status again and decide anew."
        );

    /// <summary>Another change was faster.</summary>
    public static string CameBetween(GuardSnapshot inForce) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Another change came between; version {inForce.Version} by {inForce.UpdatedBy} is in force and nothing of this one was kept. "
        ) + "Read /guard/status again and decide anew.";

    /// <summary>A change towards v2 could not be stored.</summary>
    public static string NotStored(string why) =>
        $"A change that gives v2 more traffic must be stored before it acts, and the store did not take it: {Sentence(why)} "
        + "Nothing was changed. Changes towards v1 still act at once.";

    /// <summary>A change towards v1 could not be stored yet.</summary>
    public static string NotDurable(string why) =>
        $"The settings in force are not in the store yet and would be lost in a crash: {Sentence(why)} They are written as soon as it takes them.";

    /// <summary>The settings could not be read at the start.</summary>
    public static string Unreadable(string why) =>
        $"The settings could not be read at the start, so the kill switch is on and v2 gets nothing: {Sentence(why)} "
        + "Make the store readable, then set canary_pct and kill_switch by PUT /guard/config, or restart.";

    /// <summary>The kill file came.</summary>
    public static string KillFileCame(SidecarOptions options) => $"the kill file {options.Guard.KillFile} exists";

    private static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";
}
