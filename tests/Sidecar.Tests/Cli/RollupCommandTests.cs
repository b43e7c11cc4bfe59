using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Shadow.Runs;
using Sidecar.Cli;
using Sidecar.Configuration;
using Sidecar.Storage.Sqlite;
using Sidecar.Tests.Configuration;
using Sidecar.Tests.Fakes;
using Testing;

namespace Sidecar.Tests.Cli;

public sealed class RollupCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2025, 10, 17, 9, 30, 0, TimeSpan.Zero));
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly string _config;

    public RollupCommandTests()
    {
        var store = JsonEncodedText.Encode($"Data Source={_folder.File("sidecar.db")}");
        _config = _folder.Write("yarp.json", SampleFile.With($$""" "Storage": { "ConnectionString": "{{store}}" } """));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rollup_Default_WritesTheLastSevenDaysUnderTheWeekOfToday()
    {
        // Within the seven days: two of the week before, one of this one; outside of them: one.
        await RecordAsync("2025-10-10T09:29:59Z", "2025-10-10T09:30:00Z", "2025-10-12T12:00:00Z", "2025-10-17T09:29:59Z");

        Assert.Equal(0, await Run(_folder.Path));

        var path = _folder.File("planner-2025-W42.md");
        Assert.Equal(path, _output.ToString().Trim());
        var text = await File.ReadAllTextAsync(path);
        Assert.StartsWith("# Planner Weekly Report — 2025-W42\n\n**Period:** 2025-10-10 to 2025-10-17\n**Total Runs:** 3\n", text);
    }

    [Fact]
    public async Task Rollup_CustomDirectory_IsMadeAndHoldsTheReportAlone()
    {
        await RecordAsync("2025-10-14T00:00:00Z");

        Assert.Equal(0, await Run(_folder.File("reports/weekly")));

        Assert.Equal(["planner-2025-W42.md"], Directory.GetFileSystemEntries(_folder.File("reports/weekly")).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("2025-W42", 2)]
    [InlineData("2025-W41", 1)]
    [InlineData("2025-W30", 0)]
    public async Task Rollup_Week_IsFromMondayToSunday(string week, int runs)
    {
        await RecordAsync("2025-10-12T23:59:59.999Z", "2025-10-13T00:00:00Z", "2025-10-19T23:59:59.999Z", "2025-10-20T00:00:00Z");

        Assert.Equal(0, await Run(_folder.Path, "--week", week));

        Assert.Contains($"**Total Runs:** {runs}\n", await File.ReadAllTextAsync(_folder.File($"planner-{week}.md")));
    }

    [Fact]
    public async Task Rollup_Json_IsWrittenBesideTheMarkdown()
    {
        await RecordAsync("2025-10-14T00:00:00Z");

        Assert.Equal(0, await Run(_folder.Path, "--json", "--days", "30"));

        Assert.Equal(
            [_folder.File("planner-2025-W42.md"), _folder.File("planner-2025-W42.json")],
            _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        );
        var json = JsonElement.Parse(await File.ReadAllTextAsync(_folder.File("planner-2025-W42.json")));
        Assert.Equal(1, json.GetProperty("runs").GetInt64());
    }

    [Fact]
    public async Task Rollup_OlderReport_IsReplaced()
    {
        await RecordAsync("2025-10-14T00:00:00Z");
        _folder.Write("planner-2025-W42.md", "old");

        Assert.Equal(0, await Run(_folder.Path));

        Assert.StartsWith("# Planner", await File.ReadAllTextAsync(_folder.File("planner-2025-W42.md")));
    }

    [Fact]
    public async Task Rollup_BesideAnOpenStore_ReadsIt()
    {
        using var database = new SqliteDatabase($"Data Source={_folder.File("sidecar.db")}");
        using var log = new SqliteRunLog(database);
        await log.AppendAsync([SampleRuns.Run()], default);

        Assert.Equal(0, await Run(_folder.Path));

        await log.AppendAsync([SampleRuns.Run()], default);
        Assert.Contains("**Total Runs:** 1\n", await File.ReadAllTextAsync(_folder.File("planner-2025-W42.md")));
    }

    [Fact]
    public async Task Rollup_NoStore_SaysWhatToDoAndMakesNone()
    {
        Assert.Equal(1, await Run(_folder.Path));

        Assert.Contains(_folder.File("sidecar.db"), _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("--config", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal([_config], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Rollup_StoreThatIsNone_SaysSo()
    {
        _folder.Write("sidecar.db", new string('x', 5000));

        Assert.Equal(1, await Run(_folder.Path));

        Assert.Contains("no SQLite database", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rollup_FolderThatIsAFile_SaysSo()
    {
        await RecordAsync("2025-10-14T00:00:00Z");

        Assert.Equal(1, await Run(_config));

        Assert.Contains($"cannot be written into '{_config}'", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rollup_BrokenConfiguration_NamesItsFaults()
    {
        File.WriteAllText(_config, SampleFile.With(""" "Storage": { "RetentionDays": 0 } """));

        var fault = await Assert.ThrowsAsync<ConfigurationFaultsException>(() => Run(_folder.Path));

        Assert.Contains("Storage:RetentionDays", fault.Message, StringComparison.Ordinal);
    }

    private async Task RecordAsync(params string[] moments)
    {
        using var database = new SqliteDatabase($"Data Source={_folder.File("sidecar.db")}");
        using var log = new SqliteRunLog(database);
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        RunRecord[] runs = [.. moments.Select(moment => SampleRuns.Run(DateTimeOffset.Parse(moment, culture)))];
        await log.AppendAsync(runs, default);
    }

    private Task<int> Run(string folder, params string[] options) =>
        RollupCommand
            .Create(_time, _output, _error)
            .Parse([folder, "--config", _config, .. options])
            .InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
