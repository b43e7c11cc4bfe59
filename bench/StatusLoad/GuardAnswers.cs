using Rig;

namespace StatusLoad;

/// <summary>Asks for what operators and dashboards ask for, one request after the other, and measures each to its last byte.</summary>
internal sealed class GuardAnswers(Operator guard, int requests)
{
    public const string Status = "/guard/status";

    private static readonly string[] Paths =
    [
        Status,
        "/guard/health",
        "/guard/history",
        "/guard/runs?limit=100",
        "/guard/runs?limit=100&selected=v2&changed=true",
    ];

    /// <summary>Asks for every path so many times; answers a row of a table for each.</summary>
    public async Task<IReadOnlyList<string>> MeasureAsync(string when)
    {
        var rows = new List<string>();
        foreach (var path in Paths)
        {
            // What is made once, by the first request, is not measured.
            await guard.TextAsync(path);
            var durations = new Durations();
            while (durations.Count < requests)
                await AskAsync(path, durations);
            rows.Add(durations.Row($"`{path}`, {when}"));
        }

        return rows;
    }

    /// <summary>Asks for the status until something else has ended.</summary>
    public async Task<string> MeasureWhileAsync(Task other, string when)
    {
        var durations = new Durations();
        while (!other.IsCompleted)
            await AskAsync(Status, durations);
        return durations.Row($"`{Status}`, {when}");
    }

    private async Task AskAsync(string path, Durations durations)
    {
        var began = TimeProvider.System.GetTimestamp();
        await guard.TextAsync(path);
        durations.Add(TimeProvider.System.GetElapsedTime(began));
    }
}
