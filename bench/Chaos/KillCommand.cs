using System.Globalization;
using EndToEnd.Chaos;

namespace Chaos;

/// <summary>Flips the kill switch under a v2 that takes two seconds, and tells how soon v1 had answered everybody.</summary>
internal static class KillCommand
{
    private const double BoundMs = 100;

    public static async Task<int> RunAsync(int rounds)
    {
        Console.WriteLine(
            "| canary | rounds | agents waiting for v2 | PUT answered, ms | last agent answered after the PUT was sent, ms | v1's own latency, ms | above it: median, worst | cut over | wrong or no answer | answers of v2 that agents got after the PUT | that v2 wrote |"
        );
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
        var holds = true;
        foreach (var canary in new[] { 100.0, 50.0 })
        {
            var flips = await KillDrill.RunAsync(canary, rounds);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {canary} % | {flips.Count} | {flips.Min(static flip => flip.Waiting)} | {Spread(flips, static flip => flip.PutMs)} | {Spread(flips, static flip => flip.LastMs)} | {Spread(flips, static flip => flip.V1Ms)} | {Spread(flips, static flip => flip.OverMs)} | {flips.Sum(static flip => flip.CutOver)} | {flips.Sum(static flip => flip.Faults)} | {flips.Sum(static flip => flip.Late)} | {flips.Sum(static flip => flip.Sent)} |"
                )
            );
            holds &= flips.All(static flip => flip is { Faults: 0, Late: 0, OverMs: < BoundMs });
        }

        return holds ? 0 : 1;
    }

    private static string Spread(IReadOnlyList<KillRound> flips, Func<KillRound, double> figure)
    {
        var sorted = flips.Select(figure).Order().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{sorted[sorted.Count / 2]:F1}, {sorted[^1]:F1}");
    }
}
