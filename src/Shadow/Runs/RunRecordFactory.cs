using Shadow.Decisions;
using Shadow.Mirroring;

namespace Shadow.Runs;

/// <summary>Makes the record of a run whose legs have ended.</summary>
internal static class RunRecordFactory
{
    public static RunRecord Create(Run run, IStickyHash stickyHash)
    {
        var start = run.Start;
        var primary = run.Primary;
        var beside = run.Rescue ?? run.Shadow;
        var primaryFailure = LegVerdict.Of(primary, beside);
        var besideFailure = beside is null ? LegFailure.None : LegVerdict.Of(beside, primary);
        var outcome = Ledger.Outcome(run, primaryFailure, besideFailure);
        var primaryRecord = Record(primary, primaryFailure);
        var besideRecord = beside is null ? null : Record(beside, besideFailure);
        var v1 = primary.Planner == Planner.V1 ? primaryRecord : besideRecord;
        var v2 = primary.Planner == Planner.V2 ? primaryRecord : besideRecord;
        return new RunRecord
        {
            RunId = start.RunId,
            At = start.At,
            Method = start.Method,
            Path = start.Path,
            StickyKeyHash = start.StickyKey is { } key ? stickyHash.Of(key) : null,
            TraceId = TraceParent.TraceId(start.TraceParent),
            Status = run.Status,
            Assigned = start.Assigned,
            Selected = run.Selected,
            Reason = run.Reason,
            Outcome = outcome,
            V1 = v1,
            V2 = v2,
            Diff = outcome == ShadowOutcome.Compared ? DecisionComparer.Compare(v1!.Decision!, v2!.Decision!, v1.Status, v2.Status) : null,
            CanaryPct = start.CanaryPct,
            KillSwitch = start.KillSwitch,
            Epoch = start.Epoch,
            Judge = start.Upgrade || start.Reason == SelectionReason.Override ? JudgeMode.Off : start.Judge,
            RequestBody = run.Options.KeepBodies && run.Body is { State: Capture.CaptureState.Whole } body ? body.Bytes.ToArray() : null,
        };
    }

    private static LegRecord Record(Leg leg, LegFailure failure) =>
        new()
        {
            Planner = leg.Planner,
            Role = leg.Role,
            Status = leg.Status,
            Failure = failure,
            Inconclusive = LegVerdict.Inconclusive(leg),
            LatencyMs = leg.Clock.Latency.TotalMilliseconds,
            TtfbMs = leg.Clock.Ttfb?.TotalMilliseconds,
            Signals = leg.Signals,
            Decision = leg.Reading.Decision,
            Body = leg.KeptBody,
        };
}
