using Sidecar.Demo.Story;

namespace Sidecar.Demo.Screens;

/// <summary>What is said when the story has been told.</summary>
internal static class ClosingText
{
    /// <summary>The verdict: a line where all held, else a line for each check that did not.</summary>
    public static IEnumerable<string> Verdict(StoryResult result)
    {
        var checks = result.Checks.ToList();
        var failed = checks.Where(check => !check.Held).ToList();
        yield return "";
        if (result.Held)
        {
            yield return $"All {checks.Count} checks held, in {FigureText.Seconds(result.Took)}.";
            yield break;
        }
        yield return $"{failed.Count} of {checks.Count} checks did not hold; {result.Steps.Count} of {result.Planned} steps were told:";
        foreach (var check in failed)
            yield return $"  - {check.Claim}: {check.Instead}";
    }

    /// <summary>Where the sidecar is and what to try; names the token's file, never the token.</summary>
    public static IEnumerable<string> Serving(IDemoSidecar sidecar)
    {
        var token = $"  -H \"Authorization: Bearer $(cat '{sidecar.TokenFile}')\"";
        yield return "";
        yield return $"The sidecar keeps serving on {sidecar.Address}";
        yield return "with light traffic and the canary at 20 %. Ctrl+C ends it and removes what the";
        yield return "demo made. To try meanwhile:";
        yield return "";
        yield return "# the figures and the settings";
        yield return $"curl -s {new Uri(sidecar.Address, "guard/status")} \\";
        yield return token;
        yield return "";
        yield return "# the kill switch: nothing goes to v2 any more";
        yield return $"curl -s -X PUT {new Uri(sidecar.Address, "guard/config")} \\";
        yield return $"{token} \\";
        yield return "  -H 'Content-Type: application/json' -d '{\"kill_switch\":true}'";
    }
}
