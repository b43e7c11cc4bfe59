using Shadow.Reports;

namespace Sidecar.Reporting;

/// <summary>When the report of a week is due. Pure.</summary>
internal static class ReportSchedule
{
    /// <summary>After the Monday's midnight: the writer of the runs is at most a moment behind, clocks of machines a little more.</summary>
    public static readonly TimeSpan AfterMidnight = TimeSpan.FromMinutes(5);

    /// <summary>The longest wait: how long a failed report, or a folder that was set meanwhile, waits.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>The newest week whose report is due, and since when.</summary>
    public static (IsoWeek Week, DateTimeOffset Since) Due(DateTimeOffset now)
    {
        var current = IsoWeek.Of(now - AfterMidnight);
        return (current.Previous, current.Start + AfterMidnight);
    }

    /// <summary>How long to wait for the next look.</summary>
    public static TimeSpan Wait(DateTimeOffset now)
    {
        var next = IsoWeek.Of(now - AfterMidnight).End + AfterMidnight - now;
        return next < Longest ? next : Longest;
    }
}
