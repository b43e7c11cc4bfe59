using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EndToEnd.Harness;
using Microsoft.Data.Sqlite;

namespace EndToEnd.Runbook;

/// <summary>The sidecar that a runbook is tried on, with all that happens around it.</summary>
internal sealed partial class RunbookStage : IAsyncDisposable
{
    // Where the document says that things are.
    private const string Sidecar = "http://127.0.0.1:8000";
    private const string V1 = "http://127.0.0.1:9101";
    private const string V2 = "http://127.0.0.1:9102";

    private readonly Bed _bed;
    private readonly string _yarpJson;
    private string _earlierMetrics = "";
    private SqliteConnection? _lock;

    private RunbookStage(Bed bed)
    {
        _bed = bed;
        _yarpJson = File.ReadAllText(YarpJson);
        (_bed.V1.Answer, _bed.V2.Answer) = (PlannerConduct.V1("sound").AnswerAsync, PlannerConduct.V2("sound").AnswerAsync);
        Shell = new BashSession(bed.Sidecar.Folder);
    }

    /// <summary>The operator's shell.</summary>
    public BashSession Shell { get; }

    private string YarpJson => Path.Combine(_bed.Sidecar.Folder, "yarp.json");

    public static async Task<RunbookStage> StartAsync() =>
        // A store that is locked is found out sooner than by default.
        new(
            await Bed.StartAsync(static settings =>
                settings with
                {
                    Keys = [("Storage:ConnectionString", "Data Source=data/sidecar.db;Default Timeout=1")],
                }
            )
        );

    /// <summary>The document's addresses as they are here.</summary>
    public string Here(string text) =>
        text.Replace(Sidecar, _bed.Sidecar.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
            .Replace(V1, _bed.V1.Address, StringComparison.Ordinal)
            .Replace(V2, _bed.V2.Address, StringComparison.Ordinal);

    /// <summary>What /metrics shows now, after all that it showed before each restart.</summary>
    public async Task<string> MetricsAsync() => _earlierMetrics + (await _bed.Guard.TextAsync("/metrics")).Text;

    /// <summary>Lets happen what a directive says.</summary>
    public Task DirectAsync(string text)
    {
        var (what, how) = (text.Split(": ")[0], text[(text.IndexOf(": ", StringComparison.Ordinal) + 2)..]);
        return what switch
        {
            "traffic" => SendAsync(how),
            "v1" => Behave(_bed.V1, PlannerConduct.V1(how)),
            "v2" => Behave(_bed.V2, PlannerConduct.V2(how)),
            "settings" => SetAsync(how),
            "restart" => RestartAsync(how),
            "store" when how is "locked" => LockAsync(),
            "store" when how is "free" => FreeAsync(),
            "yarp.json" when how is "as it was" => WriteAsync(_yarpJson, "applied"),
            "yarp.json" when how is "broken" => WriteAsync("{", "refused"),
            _ => throw new FormatException($"a directive that is not known: {text}"),
        };
    }

    /// <summary>Writes into yarp.json what a fragment says, and waits until it is in force.</summary>
    public async Task WriteAsync(RunbookFragment fragment)
    {
        var root = JsonNode.Parse(await File.ReadAllTextAsync(YarpJson))!;
        var documents = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip };
        Merge(root.AsObject(), JsonNode.Parse(Here(fragment.Text), documentOptions: documents)!.AsObject());
        await WriteAsync(root.ToJsonString(), "applied");
    }

    public async ValueTask DisposeAsync()
    {
        await FreeAsync();
        await Shell.DisposeAsync();
        await _bed.DisposeAsync();
    }

    private static Task Behave(FakePlanner planner, PlannerConduct conduct)
    {
        planner.Answer = conduct.AnswerAsync;
        return Task.CompletedTask;
    }

    private async Task SetAsync(string json)
    {
        var answer = await _bed.Guard.PutAsync(json);
        Assert.True(answer.Status == 200, answer.Text);
    }

    private async Task RestartAsync(string variables)
    {
        _earlierMetrics = await MetricsAsync();
        _bed.Sidecar.Terminate();
        Assert.Equal(0, await _bed.Sidecar.ExitAsync());
        await _bed.RestartAsync(settings => settings with { Environment = Variables(variables) });
        // It has another port now.
        await Shell.RunAsync($"SIDECAR={Here(Sidecar)}");
    }

    private static Dictionary<string, string> Variables(string text) =>
        text == "no variables"
            ? []
            : text.Split(' ').Select(static pair => pair.Split('=')).ToDictionary(static pair => pair[0], static pair => pair[1]);

    private async Task LockAsync()
    {
        _lock = new SqliteConnection($"Data Source={Path.Combine(_bed.Sidecar.Folder, "data", "sidecar.db")};Pooling=False");
        await _lock.OpenAsync();
        await using var command = _lock.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync();
    }

    private async Task FreeAsync()
    {
        if (_lock is not null)
            await _lock.DisposeAsync();
        _lock = null;
    }

    private async Task WriteAsync(string yarpJson, string result)
    {
        var series = $"planner_config_reload_total{{result=\"{result}\"}}";
        var before = (await _bed.Guard.MetricsAsync())[series];
        await File.WriteAllTextAsync(YarpJson, yarpJson);
        await Patience.UntilAsync(
            _bed.Guard.MetricsAsync,
            metrics => metrics[series] > before,
            metrics => $"yarp.json {result}; there is\n{metrics.Show("planner_config_reload_total")}\n{_bed.Sidecar.Log}"
        );
    }

    private async Task SendAsync(string how)
    {
        var match = TrafficText().Match(how);
        var wanted = Wanted(match.Groups["until"].Value);
        if (!match.Success || (wanted is null && match.Groups["until"].Success))
            throw new FormatException($"traffic of '{how}'");
        var (agents, batch) = (Number(match, "agents", 8), Number(match, "runs", 80));
        var before = (await _bed.Guard.MetricsAsync()).Sum("planner_shadow_total");
        var sent = 0;
        do
        {
            var answers = await Traffic.SendAsync(_bed.Sidecar.Address, agents, batch);
            Assert.All(answers, static answer => Assert.Equal((200, null), (answer.Status, answer.Fault)));
            sent += answers.Count;
        } while (wanted is not null && !wanted(await _bed.Guard.StatusAsync()) && sent < 20_000);
        await SettleAsync(before + sent);
    }

    private static int Number(Match match, string group, int otherwise) =>
        match.Groups[group] is { Success: true } number ? int.Parse(number.Value, CultureInfo.InvariantCulture) : otherwise;

    // Everything of the runs is in the figures and in the audit log.
    private Task<MetricsReading> SettleAsync(double runs) =>
        Patience.UntilAsync(
            _bed.Guard.MetricsAsync,
            metrics =>
                metrics.Sum("planner_shadow_total") >= runs
                && metrics.Sum("planner_shadow_total") == metrics.Sum("planner_selection_total")
                && (_lock is not null || metrics["planner_audit_queue"] == 0),
            metrics => $"{runs} runs in the ledger, which holds\n{metrics.Show("planner_")}"
        );

    private static Func<JsonNode, bool>? Wanted(string until) =>
        until switch
        {
            "v2 is rolled back" => static status => (bool)status["config"]!["kill_switch"]!,
            "v2 is judged" => static status => (int)status["stats"]!["v2"]!["samples"]! >= 30,
            _ => null,
        };

    private static void Merge(JsonObject into, JsonObject from)
    {
        foreach (var (name, value) in from)
        {
            if (value is JsonObject inner && into[name] is JsonObject outer)
                Merge(outer, inner);
            else
                into[name] = value?.DeepClone();
        }
    }

    [GeneratedRegex(@"^((?<agents>\d+) at a time, )?((?<runs>\d+) runs|until (?<until>.+))$", RegexOptions.ExplicitCapture)]
    private static partial Regex TrafficText();
}
