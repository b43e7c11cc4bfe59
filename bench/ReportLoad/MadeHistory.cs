using Shadow.Detection;
using Shadow.Reports;
using Shadow.Runs;
using Sidecar.Guard.Contracts;
using Sidecar.Storage;
using Sidecar.Storage.Sqlite;

namespace ReportLoad;

/// <summary>A history of rollbacks, each followed by an operator who turns the switch off, with the evidence of a real breach.</summary>
internal static class MadeHistory
{
    /// <summary>Writes it; v2 gets traffic in the end, in the epoch of the made runs.</summary>
    public static async Task WriteAsync(SqliteSettingsStore store, int rollbacks)
    {
        var breach = Breach();
        var texts = BreachTexts.Of(breach.Judgement);
        var evidence = RollbackEvidence.Json(breach, null);
        var at = new IsoWeek(2025, 42).Start;
        var on = new StoredSettings(20, false, 1, 1, "start", "first start", at);
        for (var number = 0; number < rollbacks; number++)
        {
            at += TimeSpan.FromDays(7) / (rollbacks + 1);
            var off = new StoredSettings(0, true, 1, on.Version + 1, "guard", string.Join("; ", texts), at);
            await store.WriteAsync(
                off,
                Entry("rollback", on, off) with
                {
                    Trigger = "auto",
                    Breaches = texts,
                    EvidenceJson = evidence,
                },
                default
            );
            on = new StoredSettings(20, false, 1, off.Version + 1, "operator", "v2 is mended", at.AddMinutes(1));
            await store.WriteAsync(on, Entry("config", off, on), default);
        }
    }

    private static HistoryEntry Entry(string kind, StoredSettings before, StoredSettings after) =>
        new()
        {
            At = after.UpdatedAt,
            Kind = kind,
            UpdatedBy = after.UpdatedBy,
            Reason = after.Reason,
            Before = before,
            After = after,
        };

    private static BreachEvidence Breach()
    {
        var book = new EvidenceBook(static () => new Thresholds(), TimeProvider.System, new ThresholdJudge());
        for (var run = 0; run < 100; run++)
        {
            var (v1, v2) = (LegSample.Of(LegFailure.None, 80, 1, 95), LegSample.Of(LegFailure.None, 1_700, 4, 82));
            book.Observe(new RunEvidence(Guid.CreateVersion7(), 1, Planner.V2, 0, v1, v2));
        }

        book.Judge(1, [], out var breach);
        return breach ?? throw new InvalidOperationException("Legs that are worse in everything are no breach.");
    }
}
