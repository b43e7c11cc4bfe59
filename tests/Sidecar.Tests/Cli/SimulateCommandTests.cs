using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Shadow.Runs;
using Sidecar.Cli;
using Sidecar.Simulation.Passes;
using Sidecar.Simulation.Scenarios;
using Sidecar.Storage.Sqlite;
using Sidecar.Tests.Configuration;
using Sidecar.Tests.Fakes;
using Sidecar.Tests.Simulation;
using Testing;

namespace Sidecar.Tests.Cli;

public sealed class SimulateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(SimulatedPass.Start.AddDays(3));
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly string _config;

    public SimulateCommandTests()
    {
        var store = JsonEncodedText.Encode($"Data Source={_folder.File("sidecar.db")}");
        _config = _folder.Write("yarp.json", SampleFile.With($$""" "Storage": { "ConnectionString": "{{store}}" } """));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Simulate_ShippedScenario_PrintsItsStoryWithin80Columns()
    {
        Assert.Equal(0, await Run(Scenario("rollback-audit")));

        var text = _output.ToString();
        Assert.Contains("ROLLED BACK by guard: kill switch on, canary 0%\n", text, StringComparison.Ordinal);
        Assert.Contains("quality (V1: 95.0, V2: 82.0, drop: 13.0)\n", text, StringComparison.Ordinal);
        Assert.Contains("30 on v2", text, StringComparison.Ordinal);
        Assert.Contains("so it came\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
        Assert.All(text.Split('\n'), static line => Assert.InRange(line.Length, 0, 80));
    }

    [Theory]
    [InlineData()]
    [InlineData("--verbose")]
    [InlineData("--json")]
    [InlineData("--repeat", "3")]
    [InlineData("--repeat", "3", "--json")]
    public async Task Simulate_Twice_PrintsTheSameBytes(params string[] options)
    {
        await Run([Scenario("multiple-regressions"), .. options]);
        var first = _output.ToString();
        _output.GetStringBuilder().Clear();

        await Run([Scenario("multiple-regressions"), .. options]);

        Assert.NotEmpty(first);
        Assert.Equal(first, _output.ToString());
    }

    [Fact]
    public async Task Simulate_Json_IsOneDocumentInTheShapeOfTheStatus()
    {
        Assert.Equal(0, await Run(Scenario("rollback-audit"), "--json"));

        var json = JsonElement.Parse(_output.ToString());
        Assert.Equal("rollback", json.GetProperty("action").GetString());
        Assert.Equal(["quality (V1: 95.0, V2: 82.0, drop: 13.0)"], Texts(json.GetProperty("rollbacks")[0].GetProperty("breaches")));
        Assert.Equal(30, json.GetProperty("rollbacks")[0].GetProperty("v2_runs").GetInt32());
        Assert.True(json.GetProperty("expected").GetProperty("held").GetBoolean());
        Assert.True(json.GetProperty("config").GetProperty("kill_switch").GetBoolean());
        Assert.Equal("regression", json.GetProperty("evaluation").GetProperty("verdict").GetString());
        Assert.Equal(82, json.GetProperty("stats").GetProperty("v2").GetProperty("quality_mean").GetDouble());
        Assert.Equal(1600, json.GetProperty("thresholds").GetProperty("max_latency_p95_ms").GetDouble());
        Assert.Equal("step", json.GetProperty("timeline")[0].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Simulate_OptionsInThePlaceOfAFile_AreAScenario()
    {
        Assert.Equal(
            0,
            await Run("--v2-cost", "4", "--canary-pct", "50", "--runs", "200", "--seed", "3", "--set", "v2.cost.spread=0", "--json")
        );

        var json = JsonElement.Parse(_output.ToString());
        Assert.Equal(["cost (V2: 4.0¢ > 3.0¢)"], Texts(json.GetProperty("rollbacks")[0].GetProperty("breaches")));
        Assert.Equal((200, 3), (json.GetProperty("runs").GetInt32(), json.GetProperty("scenario").GetProperty("seed").GetInt32()));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("expected").ValueKind);
    }

    [Fact]
    public async Task Simulate_WhatIsExpectedDoesNotCome_SaysSoAndExits1()
    {
        Assert.Equal(1, await Run(Scenario("quality-regression"), "--max-quality-drop", "20"));

        Assert.Contains("NOT so:", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("action: expected rollback, was none", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_Repeat_CountsRollbacks()
    {
        Assert.Equal(0, await Run("--repeat", "20", "--v2-quality", "80", "--runs", "500", "--canary-pct", "50"));

        Assert.Contains("rolled back     20 (100.0%)\n                  20 on quality\n", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("min 30, median 30", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_RepeatWhereOnePassIsOtherwise_Exits1()
    {
        Assert.Equal(1, await Run(Scenario("right-or-wrong"), "--repeat", "10", "--max-quality-drop", "1", "--json"));

        var json = JsonElement.Parse(_output.ToString());
        Assert.InRange(json.GetProperty("held").GetInt32(), 0, 9);
        Assert.Equal(json.GetProperty("rolled_back").GetInt32(), json.GetProperty("by_chance").GetInt32());
    }

    [Fact]
    public async Task Simulate_UnusableOption_NamesItWithItsKey()
    {
        var fault = await Assert.ThrowsAsync<ScenarioFaultsException>(() => Run("--v2-quality", "many", "--min-sample", "0"));

        Assert.Contains("v2.quality.mean (option --v2-quality): 'many' cannot be used", fault.Message, StringComparison.Ordinal);
        Assert.Contains("thresholds.min_sample (option --min-sample): '0' cannot be used", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FromLog_ThresholdsOfTheConfiguration_ComesOutAsItWas()
    {
        var result = await RecordAsync("quality-regression");

        Assert.Equal(0, await Run("--from-log", "--config", _config));

        var text = _output.ToString();
        Assert.Contains($"WOULD ROLL BACK at run {result.Rollbacks[0].TippedBy}, 2025-01-01T00:00:", text, StringComparison.Ordinal);
        Assert.Contains(result.Rollbacks[0].Entry.Breaches[0] + "\n", text, StringComparison.Ordinal);
        Assert.Contains("the same: same run, same breach", text, StringComparison.Ordinal);
        Assert.DoesNotContain("configured", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n').Where(line => !line.Contains(_folder.Path)), static line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public async Task FromLog_OtherThresholds_ShowsWhatIsConfiguredToo()
    {
        await RecordAsync("quality-regression");

        Assert.Equal(0, await Run("--from-log", "--config", _config, "--max-quality-drop", "20"));

        Assert.Contains("no rollback; the last verdict is healthy", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("so judged again it is no rollback at all", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("configured      quality drop 5", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FromLog_Json_HasEveryEpoch()
    {
        await RecordAsync("re-enable-after-rollback");

        Assert.Equal(0, await Run("--from-log", "--config", _config, "--json"));

        var json = JsonElement.Parse(_output.ToString());
        Assert.Equal(
            ["same", "neither"],
            json.GetProperty("epochs").EnumerateArray().Select(static epoch => epoch.GetProperty("compared").GetString())
        );
        var first = json.GetProperty("epochs")[0];
        Assert.Equal(
            first.GetProperty("recorded").GetProperty("run_id").GetGuid(),
            first.GetProperty("rollback").GetProperty("run_id").GetGuid()
        );
        Assert.Equal("auto", first.GetProperty("recorded").GetProperty("trigger").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("since").ValueKind);
        Assert.Equal(3000, json.GetProperty("runs").GetInt32());
    }

    [Theory]
    [InlineData("2d", 1)]
    [InlineData("72h", 2)]
    [InlineData("2025-01-02", 1)]
    [InlineData("2025-01-02T00:00:00.001Z", 0)]
    public async Task FromLog_Since_BoundsTheRuns(string since, int runs)
    {
        await RecordAsync(SampleRuns.Run(SimulatedPass.Start), SampleRuns.Run(SimulatedPass.Start.AddDays(1)));

        Assert.Equal(0, await Run("--from-log", "--config", _config, "--since", since, "--json"));

        Assert.Equal(runs, JsonElement.Parse(_output.ToString()).GetProperty("runs").GetInt32());
    }

    [Fact]
    public async Task FromLog_Until_BoundsTheRuns()
    {
        await RecordAsync(SampleRuns.Run(SimulatedPass.Start), SampleRuns.Run(SimulatedPass.Start.AddDays(1)));

        Assert.Equal(0, await Run("--from-log", "--config", _config, "--until", "2025-01-02", "--json"));

        Assert.Equal(1, JsonElement.Parse(_output.ToString()).GetProperty("runs").GetInt32());
    }

    [Fact]
    public async Task FromLog_NoStore_SaysWhatToDoAndMakesNone()
    {
        Assert.Equal(1, await Run("--from-log", "--config", _config));

        Assert.Contains(_folder.File("sidecar.db"), _error.ToString(), StringComparison.Ordinal);
        Assert.Equal([_config], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task FromLog_StoreThatIsNone_SaysSo()
    {
        _folder.Write("sidecar.db", new string('x', 5000));

        Assert.Equal(1, await Run("--from-log", "--config", _config));

        Assert.Contains("no SQLite database", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FromLog_UnusableThresholds_NamesAllByTheirOptions()
    {
        var fault = await Assert.ThrowsAsync<ScenarioFaultsException>(() =>
            Run("--from-log", "--config", _config, "--max-quality-drop", "x", "--window-runs", "0")
        );

        Assert.Equal(["--max-quality-drop", "--window-runs"], fault.Faults.Select(static one => one.Key));
    }

    private static string Scenario(string name) => Path.Combine(Canary.Folder, name + ".json");

    private static IEnumerable<string?> Texts(JsonElement array) => array.EnumerateArray().Select(static text => text.GetString());

    private async Task<PassResult> RecordAsync(string name)
    {
        var result = await Canary.RunAsync(Canary.Shipped(name));
        using var database = new SqliteDatabase($"Data Source={_folder.File("sidecar.db")}");
        await RecordedPass.RecordAsync(result, database);
        return result;
    }

    private async Task RecordAsync(params RunRecord[] runs)
    {
        using var database = new SqliteDatabase($"Data Source={_folder.File("sidecar.db")}");
        using var log = new SqliteRunLog(database);
        await log.AppendAsync(runs, default);
    }

    private Task<int> Run(params string[] arguments) =>
        SimulateCommand
            .Create(_time, _output, _error)
            .Parse(arguments)
            .InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
