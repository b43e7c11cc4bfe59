using System.Net.Http.Headers;
using Shadow.Runs;

namespace Shadow.Mirroring;

/// <summary>The names of our headers, and the ones that planners get.</summary>
public static class PlannerHeaders
{
    /// <summary>The run's id; to planners and to agents.</summary>
    public const string RunId = "X-Planner-Run-Id";

    /// <summary>Which planner a request goes to.</summary>
    public const string Version = "X-Planner-Version";

    /// <summary>Whether a request goes out for the agent or beside.</summary>
    public const string Role = "X-Planner-Role";

    /// <summary>The planner whose answer the agent gets.</summary>
    public const string Selected = "X-Planner-Selected";

    /// <summary>Why.</summary>
    public const string Reason = "X-Planner-Reason";

    /// <summary>Milliseconds to the answer's headers.</summary>
    public const string TtfbMs = "X-Planner-Ttfb-Ms";

    /// <summary>The caller's wish for a planner.</summary>
    public const string Override = "X-Planner-Override";

    private static readonly string[] Ours = [RunId, Version, Role, Selected, Reason, TtfbMs, Override];

    /// <summary>
    /// True for a name of ours in any spelling: any case, and any mark for a hyphen. Many servers fold underscores and hyphens into one,
    /// some every character that is neither letter nor digit.
    /// </summary>
    public static bool IsOurs(string name)
    {
        if (name.Length < Role.Length || (name[0] | 0x20) != 'x' || char.IsAsciiLetterOrDigit(name[1]))
            return false;
        foreach (var ours in Ours)
        {
            if (SameSpelling(name, ours))
                return true;
        }

        return false;
    }

    /// <summary>Sets what planners are told of a request.</summary>
    public static void Stamp(HttpRequestHeaders headers, Guid runId, Planner planner, LegRole role)
    {
        Set(headers, RunId, runId.ToString());
        Set(headers, Version, planner.Name());
        Set(headers, Role, role.Name());
    }

    private static void Set(HttpRequestHeaders headers, string name, string value)
    {
        headers.Remove(name);
        headers.TryAddWithoutValidation(name, value);
    }

    private static bool SameSpelling(string name, string ours)
    {
        if (name.Length != ours.Length)
            return false;
        for (var i = 0; i < name.Length; i++)
        {
            var c = char.IsAsciiLetterOrDigit(name[i]) ? char.ToLowerInvariant(name[i]) : '-';
            if (c != char.ToLowerInvariant(ours[i]))
                return false;
        }

        return true;
    }
}
