using CsCheck;
using Shadow.Reports;

namespace Shadow.Tests.Reports;

public sealed class IsoWeekTests
{
    [Theory]
    [InlineData("2025-12-28T23:59:59.9999999Z", "2025-W52")]
    [InlineData("2025-12-29T00:00:00Z", "2026-W01")]
    [InlineData("2026-01-04T23:59:59Z", "2026-W01")]
    [InlineData("2026-01-05T00:00:00Z", "2026-W02")]
    [InlineData("2021-01-03T12:00:00Z", "2020-W53")]
    [InlineData("2021-01-04T00:00:00Z", "2021-W01")]
    [InlineData("2024-12-30T00:00:00Z", "2025-W01")]
    [InlineData("2025-10-17T09:30:00Z", "2025-W42")]
    [InlineData("2025-10-20T01:00:00+02:00", "2025-W42")]
    public void Of_Moment_IsItsWeekInUtc(string moment, string week) =>
        Assert.Equal(week, IsoWeek.Of(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture)).ToString());

    [Theory]
    [InlineData("2025-W42", "2025-10-13")]
    [InlineData("2026-W01", "2025-12-29")]
    [InlineData("2020-W53", "2020-12-28")]
    public void TryParse_Week_BeginsOnItsMonday(string text, string monday)
    {
        Assert.True(IsoWeek.TryParse(text, out var week));
        Assert.Equal(monday, week.Start.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromDays(7)), (week.Start.TimeOfDay, week.End - week.Start));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2025-W53")]
    [InlineData("2025-W00")]
    [InlineData("2025-W4")]
    [InlineData("2025-42")]
    [InlineData("2025W42")]
    [InlineData("2025-w42")]
    [InlineData("2025-W+2")]
    [InlineData("2025-W042")]
    [InlineData(" 2025-W42")]
    [InlineData("9999-W01")]
    [InlineData("0001-W01")]
    public void TryParse_NoWeek_IsFalse(string? text) => Assert.False(IsoWeek.TryParse(text, out _));

    [Fact]
    public void Week_AnyMoment_HoldsItAndIsReadBack() =>
        Gen.Long[0, 253_000_000_000]
            .Sample(seconds =>
            {
                var moment = DateTimeOffset.FromUnixTimeSeconds(seconds);
                var week = IsoWeek.Of(moment);
                Assert.True(week.Start <= moment && moment < week.End);
                Assert.Equal(DayOfWeek.Monday, week.Start.DayOfWeek);
                Assert.True(IsoWeek.TryParse(week.ToString(), out var read));
                Assert.Equal(week, read);
                Assert.Equal(week.Start, week.Previous.End);
            });

    [Fact]
    public void Period_LastDays_IsNamedByTheWeekOfItsLastDay()
    {
        var monday = new IsoWeek(2026, 1).Start;

        Assert.Equal("2025-W52", ReportPeriod.Before(monday, 7).Week.ToString());
        Assert.Equal("2026-W01", ReportPeriod.Before(monday.AddHours(1), 7).Week.ToString());
        Assert.Equal(monday.AddDays(-7), ReportPeriod.Before(monday, 7).From);
    }
}
