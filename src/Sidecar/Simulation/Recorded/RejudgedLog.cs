using Shadow.Detection;
using Shadow.Reports;
using Sidecar.Storage;

namespace Sidecar.Simulation.Recorded;

/// <summary>The recorded runs of a period, judged again.</summary>
/// <param name="Period">The period.</param>
/// <param name="Configured">What v2 is held to by the configuration.</param>
/// <param name="Thresholds">What it was held to here.</param>
/// <param name="Runs">The runs of the period.</param>
/// <param name="Epochs">What was found, in the order of the epochs.</param>
internal sealed record RejudgedLog(
    ReportPeriod Period,
    Thresholds Configured,
    Thresholds Thresholds,
    long Runs,
    IReadOnlyList<EpochFinding> Epochs
)
{
    private const int Page = 1_000;

    /// <summary>Reads and judges.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public static async Task<RejudgedLog> OfAsync(
        IRecordedRuns runs,
        ISettingsStore settings,
        ReportPeriod period,
        Thresholds configured,
        Thresholds thresholds,
        CancellationToken cancellationToken
    )
    {
        var rejudging = new Rejudging(thresholds, await HistoryAsync(settings, period, cancellationToken), period.From);
        var count = await runs.ReadAsync(period, rejudging.Add, cancellationToken);
        return new RejudgedLog(period, configured, thresholds, count, rejudging.Finish());
    }

    // The entries of the period and the newest one before it, oldest first: of changes by people and by the guard there are few.
    private static async Task<IReadOnlyList<HistoryEntry>> HistoryAsync(
        ISettingsStore settings,
        ReportPeriod period,
        CancellationToken cancellationToken
    )
    {
        var entries = new List<HistoryEntry>();
        for (long? before = null; ; before = entries[^1].Id)
        {
            var page = await settings.HistoryAsync(before, Page, cancellationToken);
            entries.AddRange(page);
            if (page.Count < Page || page[^1].At < period.From)
                break;
        }

        entries.Reverse();
        var first = entries.FindLastIndex(entry => entry.At < period.From);
        return [.. entries.Skip(Math.Max(first, 0)).Where(entry => entry.At < period.Until)];
    }
}
