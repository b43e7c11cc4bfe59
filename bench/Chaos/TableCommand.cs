using EndToEnd.Chaos;

namespace Chaos;

/// <summary>Runs every drill and makes the table.</summary>
internal static class TableCommand
{
    public static async Task<int> RunAsync(int requests, IReadOnlyList<string> faults, string? write)
    {
        StoreDrills.SurviveLimits();
        var drills = Drills.All.Where(drill => faults.Count == 0 || faults.Contains(drill.Name)).ToList();
        var results = new List<DrillResult>();
        foreach (var drill in drills)
        {
            var began = TimeProvider.System.GetTimestamp();
            var result = await DrillRunner.RunAsync(drill, requests);
            results.Add(result);
            var took = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            Console.WriteLine($"{took, 6:F1} s  {drill.Name}: {result.Errors} errors, {string.Join("; ", result.Notes)}");
        }

        Console.WriteLine(DrillTable.Of(results));
        if (write is not null)
            DrillTable.Write(write, results);
        return results.All(Holds) ? 0 : 1;
    }

    private static bool Holds(DrillResult result) =>
        result is { Balanced: true, Notes.Count: 0 } && (result.Errors == 0 || result.Drill.Part == DrillPart.WithinTheAnswer);
}
