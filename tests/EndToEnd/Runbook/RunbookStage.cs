using System.Text.Json;
using System.Text.Json.Nodes;
using EndToEnd.Harness;
using Microsoft.Data.Sqlite;

namespace EndToEnd.Runbook;

/// <summary>The sidecar that a runbook is tried on, with all that happens around it.</summary>
internal sealed class RunbookStage : IAsyncDisposable
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
        Shell = new OperatorShell(bed.Sidecar.Folder);
    }

    /// <summary>The operator's shell.</summary>
    public OperatorShell Shell { get; }

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
            "traffic" => RunbookTraffic.SendAsync(_bed, how, recorded: _lock is null),
            "v1" => Behave(_bed.V1, PlannerConduct.V1(how)),
            "v2" => Behave(_bed.V2, PlannerConduct.V2(how)),
            "settings" => SetAsync(how),
            "restart" => RestartAsync(how),
            "store" when how is "locked" => LockAsync(),
            "store" when how is "free" => FreeAsync(),
            "yarp.json" when how is "as it was" => WriteAsync(_yarpJson, "is in force"),
            "yarp.json" when how is "broken" => WriteAsync("{", "was refused"),
            _ => throw new FormatException($"a directive that is not known: {text}"),
        };
    }

    /// <summary>Writes into yarp.json what a fragment says, and waits until it is in force.</summary>
    public async Task WriteAsync(RunbookFragment fragment)
    {
        var root = JsonNode.Parse(await File.ReadAllTextAsync(YarpJson))!;
        var documents = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip };
        Merge(root.AsObject(), JsonNode.Parse(Here(fragment.Text), documentOptions: documents)!.AsObject());
        await WriteAsync(root.ToJsonString(), "is in force");
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

    // The log tells when it is done; to ask the sidecar for it again and again costs more than all else here.
    private async Task WriteAsync(string yarpJson, string outcome)
    {
        var before = Count();
        await File.WriteAllTextAsync(YarpJson, yarpJson);
        await Patience.UntilAsync(
            () => Task.FromResult(Count()),
            count => count > before,
            _ => $"'yarp.json {outcome}' in the log\n{_bed.Sidecar.Log}"
        );

        int Count() => _bed.Sidecar.Log.Split($"yarp.json {outcome}").Length;
    }

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
}
