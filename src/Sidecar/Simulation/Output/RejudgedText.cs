using System.Globalization;
using Shadow.Detection;
using Sidecar.Simulation.Recorded;
using static Sidecar.Simulation.Output.Page;

namespace Sidecar.Simulation.Output;

/// <summary>Recorded runs that were judged again, for a person.</summary>
internal static class RejudgedText
{
    public static void Write(TextWriter output, RejudgedLog log, string store)
    {
        var page = new Page(output);
        page.Line("Recorded runs, judged again");
        page.Field("store", store);
        var since = log.Period.From == DateTimeOffset.UnixEpoch ? "" : $"from {Moment(log.Period.From)} ";
        page.Field("period", $"{since}until {Moment(log.Period.Until)}: {Words.Runs(log.Runs)}");
        page.Field("v2 is held to", Words.Thresholds(log.Thresholds));
        if (log.Thresholds != log.Configured)
            page.Field("configured", Words.Thresholds(log.Configured));
        foreach (var epoch in log.Epochs)
            Write(page, epoch);
    }

    private static void Write(Page page, EpochFinding epoch)
    {
        page.Line();
        page.Line(Of($"Epoch {epoch.Epoch}"));
        page.Field("runs", Of($"{epoch.Runs:N0}, {epoch.V2Runs:N0} of them on v2, {Moment(epoch.From)} to {Moment(epoch.To)}"));
        if (epoch.BegunBefore)
            page.Field("", "it began before the period: its earlier runs are no evidence here");
        Found(page, epoch);
        Recorded(page, epoch);
        if (epoch.Held is { } held)
            Breach(page, "not acted on", $"{held.Cause}, from {Place(held)} on, {Moment(held.At)}", held);
        if (epoch.WouldBreach is { } would)
            Breach(page, "v2's shadows", $"would breach, from {Place(would)} on, {Moment(would.At)}", would);
    }

    private static void Found(Page page, EpochFinding epoch)
    {
        if (epoch.Rollback is not { } rollback)
        {
            page.Field(
                "judged again",
                "no rollback" + (epoch.Verdict is { } verdict ? $"; the last verdict is {verdict.Name()}" : "; v2 got no traffic")
            );
            return;
        }

        Breach(page, "judged again", $"WOULD ROLL BACK at {Place(rollback)}, {Moment(rollback.At)}", rollback);
        var after = epoch.V2RunsAfter > 0 ? Of($"; {epoch.V2RunsAfter:N0} more came after it") : "";
        page.Field("", $"drawn from {Words.Runs(rollback.V2Runs)} on v2{after}");
    }

    private static void Recorded(Page page, EpochFinding epoch)
    {
        if (epoch.Recorded is not { } recorded)
        {
            page.Field("really", "no rollback");
            return;
        }

        var place = recorded.Run is { } run ? Of($" at run {run:N0}") : "";
        var how =
            recorded.Automatic ? ""
            : recorded.Reason is { } reason ? $" by hand: {reason}"
            : " by hand";
        page.Field("really", $"rolled back by {recorded.UpdatedBy}{how}{place}, {Moment(recorded.At)}");
        Details(page, recorded.RunId, recorded.Breaches);
        page.Field("", "so judged again it is " + Compared(epoch, recorded));
    }

    private static string Compared(EpochFinding epoch, RecordedRollback recorded)
    {
        if (epoch.Comparison == Comparison.OnlyRecorded)
            return "no rollback at all";
        var rollback = epoch.Rollback!;
        if (epoch.Comparison == Comparison.Same)
        {
            var place = rollback.RunId is null ? "second" : "run";
            return rollback.Breaches.SequenceEqual(recorded.Breaches)
                ? $"the same: same {place}, same breach"
                : $"at the same {place}, with other figures";
        }

        var word = epoch.Comparison == Comparison.Earlier ? "earlier" : "later";
        var runs = recorded.Run is { } run && run != rollback.Run ? $"{Words.Runs(Math.Abs(run - rollback.Run))} and " : "";
        return $"{runs}{Words.Span((recorded.At - rollback.At).Duration())} {word}";
    }

    private static void Breach(Page page, string label, string what, FoundBreach breach)
    {
        page.Field(label, what);
        Details(page, breach.RunId, breach.Breaches);
    }

    private static void Details(Page page, Guid? runId, IReadOnlyList<string> breaches)
    {
        if (runId is { } id)
            page.Field("", $"run_id {id}");
        page.Fields("", breaches);
    }

    private static string Place(FoundBreach breach) => Of($"run {breach.Run:N0}") + (breach.RunId is null ? ", by the second" : "");

    private static string Moment(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
