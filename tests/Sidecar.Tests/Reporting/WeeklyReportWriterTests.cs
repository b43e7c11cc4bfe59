using Microsoft.Extensions.Logging;
using Shadow.Detection;
using Shadow.Reports;
using Shadow.Runs;
using Sidecar.Configuration;
using Sidecar.Guard;
using Sidecar.Reporting;
using Sidecar.Storage;
using Sidecar.Tests.Fakes;
using Testing;

namespace Sidecar.Tests.Reporting;

public sealed class WeeklyReportWriterTests : IDisposable
{
    private static readonly DateTimeOffset Sunday = new(2025, 10, 19, 23, 50, 0, TimeSpan.Zero);
    private static readonly TimeSpan ToMonday = TimeSpan.FromMinutes(15);

    private readonly TemporaryFolder _folder = new();
    private readonly SignallingTimeProvider _time = new(Sunday);
    private readonly FakeReportSource _source = new();
    private readonly HealthState _health = new();
    private readonly CollectingLogger<WeeklyReportWriter> _lines = new();
    private readonly LiveOptions _options;
    private readonly ReportMaker _maker;
    private readonly WeeklyReportWriter _writer;

    public WeeklyReportWriterTests()
    {
        _options = new LiveOptions(Into(_folder.File("reports")));
        _maker = new ReportMaker(_source, static () => new Thresholds());
        _writer = new WeeklyReportWriter(_maker, _options, _health, _time, _lines);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _maker.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Monday_FiveMinutesPast_WritesThePastWeekEvenWithoutRuns()
    {
        Assert.Equal(ToMonday, await StartAsync());
        Assert.Empty(Written());

        Assert.Equal(ReportSchedule.Longest, await AdvanceAsync(ToMonday));

        Assert.Equal(["planner-2025-W42.md"], Written());
        Assert.Equal(ReportPeriod.Of(new IsoWeek(2025, 42)), Assert.Single(_source.Asked));
        Assert.Contains(_lines.Lines, static line => line.Text.StartsWith("The report of 2025-W42 over 0 runs", StringComparison.Ordinal));
        await _writer.StopAsync(default);
    }

    [Fact]
    public async Task Start_PastWeekHasRunsAndNoReport_CatchesUp()
    {
        _source.Rows.Add(Row());

        await StartAsync();

        Assert.Equal(["planner-2025-W41.md"], Written());
        await _writer.StopAsync(default);
    }

    [Fact]
    public async Task Start_ReportIsThere_LeavesItAsItIs()
    {
        _source.Rows.Add(Row());
        Directory.CreateDirectory(_folder.File("reports"));
        _folder.Write("reports/planner-2025-W41.md", "edited by hand");

        await StartAsync();

        Assert.Empty(_source.Asked);
        Assert.Equal("edited by hand", await File.ReadAllTextAsync(_folder.File("reports/planner-2025-W41.md")));
        await _writer.StopAsync(default);
    }

    [Fact]
    public async Task Written_ThenMovedAway_IsNotWrittenAgain()
    {
        _source.Rows.Add(Row());
        await StartAsync();
        await AdvanceAsync(ToMonday);
        Directory.Delete(_folder.File("reports"), recursive: true);

        await AdvanceAsync(ReportSchedule.Longest);

        Assert.Empty(Written());
        await _writer.StopAsync(default);
    }

    [Fact]
    public async Task FolderCannotBeWritten_IsACauseAndIsTriedAgainEveryHour()
    {
        _source.Rows.Add(Row());
        var file = _folder.Write("reports", "a file in the folder's place");

        Assert.Equal(ToMonday, await StartAsync());

        Assert.Contains("sidecar rollup --week 2025-W41", _health.Causes[WeeklyReportWriter.Cause], StringComparison.Ordinal);
        Assert.Equal(LogLevel.Error, Assert.Single(_lines.Lines).Level);

        Assert.Equal(ReportSchedule.Longest, await AdvanceAsync(ToMonday));
        File.Delete(file);
        await AdvanceAsync(ReportSchedule.Longest);

        Assert.True(_health.Healthy);
        Assert.Equal(["planner-2025-W42.md"], Written());
        await _writer.StopAsync(default);
    }

    [Fact]
    public async Task StoreFails_IsACauseUntilItWorks()
    {
        _source.Fault = "The store 'x.db' is locked.";
        await StartAsync();
        Assert.Contains("'x.db' is locked", _health.Causes[WeeklyReportWriter.Cause], StringComparison.Ordinal);
        _source.Fault = null;

        await AdvanceAsync(ToMonday);

        Assert.True(_health.Healthy);
        await _writer.StopAsync(default);
    }

    [Fact]
    public async Task NoFolder_WritesNothing_AndBeginsWhenOneIsSet()
    {
        _source.Rows.Add(Row());
        _options.Replace(new SidecarOptions());
        await StartAsync();
        Assert.Empty(Written());
        _options.Replace(Into(_folder.File("reports")));

        await AdvanceAsync(ToMonday);

        Assert.Equal(["planner-2025-W42.md"], Written());
        await _writer.StopAsync(default);
    }

    private async Task<TimeSpan> StartAsync()
    {
        await _writer.StartAsync(default);
        return await _time.NextTimerAsync();
    }

    private async Task<TimeSpan> AdvanceAsync(TimeSpan by)
    {
        _time.Advance(by);
        return await _time.NextTimerAsync();
    }

    private IEnumerable<string?> Written() =>
        Directory.Exists(_folder.File("reports")) ? Directory.GetFileSystemEntries(_folder.File("reports")).Select(Path.GetFileName) : [];

    private static SidecarOptions Into(string folder) => new() { Storage = new StorageOptions { ReportsFolder = folder } };

    private static ReportRow Row() =>
        new()
        {
            Selected = Planner.V1,
            Reason = SelectionReason.Default,
            Outcome = ShadowOutcome.Compared,
        };
}
