using System.Globalization;
using CsCheck;
using Shadow.Reports;
using Sidecar.Reporting;

namespace Sidecar.Tests.Reporting;

public sealed class ReportScheduleTests
{
    [Theory]
    [InlineData("2025-10-20T00:04:59Z", "2025-W41", "2025-10-13T00:05:00Z")]
    [InlineData("2025-10-20T00:05:00Z", "2025-W42", "2025-10-20T00:05:00Z")]
    [InlineData("2025-10-26T23:59:59Z", "2025-W42", "2025-10-20T00:05:00Z")]
    [InlineData("2025-12-29T00:05:00Z", "2025-W52", "2025-12-29T00:05:00Z")]
    [InlineData("2026-01-05T00:05:00Z", "2026-W01", "2026-01-05T00:05:00Z")]
    [InlineData("2021-01-04T00:05:00Z", "2020-W53", "2021-01-04T00:05:00Z")]
    public void Due_Moment_IsTheWeekThatIsOver(string now, string week, string since) =>
        Assert.Equal((week, At(since)), ReportSchedule.Due(At(now)) is var due ? (due.Week.ToString(), due.Since) : default);

    [Theory]
    [InlineData("2025-10-20T00:04:00Z", 60)]
    [InlineData("2025-10-19T23:30:00Z", 2100)]
    [InlineData("2025-10-20T00:05:00Z", 3600)]
    [InlineData("2025-10-22T12:00:00Z", 3600)]
    public void Wait_Moment_IsUntilTheNextReportAndAnHourAtTheMost(string now, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), ReportSchedule.Wait(At(now)));

    [Fact]
    public void Wait_AnyMoment_EndsNoLaterThanTheNextDueTime() =>
        Gen.Long[0, 4_000_000_000]
            .Sample(seconds =>
            {
                var now = DateTimeOffset.FromUnixTimeSeconds(seconds);
                var next = ReportSchedule.Due(now).Since.AddDays(7);
                var wait = ReportSchedule.Wait(now);
                Assert.True(wait > TimeSpan.Zero && now + wait <= next);
                Assert.True(ReportPeriod.Of(ReportSchedule.Due(now).Week).Until < now);
            });

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
