using System.Text.Json;
using Fuzz.Engine;
using Sidecar.Configuration;
using Testing;

namespace Fuzz.Targets;

/// <summary>The configuration's file, from its bytes to the verdict, as at the start and at every change. The input is the file.</summary>
internal sealed class YarpJsonTarget : IFuzzTarget
{
    private readonly TemporaryFolder _folder = new();

    public string Name => "yarp-json";

    public IReadOnlyList<string> Words { get; } =
    [
        "\"ReverseProxy\":{",
        "\"Routes\":{",
        "\"Clusters\":{",
        "\"Transforms\":[{\"CanarySplit\":\"v2\"}]",
        "\"Match\":{\"Path\":\"/{**path}\"}",
        "\"StickyKey\":\"header:X\"",
        "\"Destinations\":{\"a\":{\"Address\":\"http://127.0.0.1:1\"}}",
        "\"Canary\":{",
        "\"Planner\":{",
        "\"Shadow\":{\"Percent\":",
        "\"Guard\":{\"Urls\":",
        "\"Regress\":{",
        "\"Storage\":{",
        "\"Kestrel\":{\"Endpoints\":{\"a\":{\"Url\":",
        "\"Urls\":",
        "\"Shadow:Percent\":5,",
        "\"\":",
        "\"0\":",
        ":",
        "// comment\n",
        "/* comment */",
        ",}",
        ",]",
        "{}",
        "[]",
        "null",
        "true",
        "\"\\ud800\"",
        "\"\\u001b[2J\"",
        "{**rest}",
        "{a:regex(",
    ];

    public int MaxBytes => 12 * 1024;

    public void Run(ReadOnlySpan<byte> input)
    {
        var inputs = new ConfigurationInputs { Path = _folder.File("yarp.json") };
        File.WriteAllBytes(inputs.Path, input);
        var reading = YarpJsonReading.Of(inputs.Path);
        Flatten(input, inputs.Path);
        var verdict = ConfigurationCheck.Check(ConfigurationDraft.Of(inputs, reading));
        Promise.Same(verdict.Good, verdict.Faults.Count == 0, "a configuration is good, or says what is wrong");
        foreach (var fault in verdict.Faults)
        {
            Promise.IsForPeople(fault.Key);
            Promise.IsForPeople(fault.Problem);
        }

        foreach (var warning in verdict.Checked?.Warnings ?? [])
            Promise.IsForPeople(warning);
        if (!verdict.Good)
            return;
        var again = ConfigurationCheck.Check(ConfigurationDraft.Of(inputs, reading));
        Promise.SameList(
            [.. verdict.Checked.Warnings],
            [.. again.Checked?.Warnings ?? ["refused"]],
            "a file gets the same verdict each time"
        );
    }

    public void Dispose() => _folder.Dispose();

    private static void Flatten(ReadOnlySpan<byte> input, string path)
    {
        var data = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var faults = new FaultList();
        var complete = YarpJsonText.Flatten(input, path, data, faults);
        var values = Values(input);
        Promise.Same(values is not null, complete, "a file is read exactly where the framework reads it");
        if (values is null || faults.Count > 0)
            return;
        Promise.Same(values.Count, data.Count, "of several values for a key none is dropped in silence");
        foreach (var (key, value) in values)
            Promise.Holds(
                data.TryGetValue(key, out var had) && had == value,
                "a key has the value that the file gives it",
                $"{key}: '{value}', had '{had}'"
            );
    }

    // Null where the file is none.
    private static List<(string Key, string? Value)>? Values(ReadOnlySpan<byte> input)
    {
        var bytes = input.StartsWith("\uFEFF"u8) ? input[3..].ToArray() : input.ToArray();
        try
        {
            using var document = JsonDocument.Parse(
                bytes,
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }
            );
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return null;
            var values = new List<(string, string?)>();
            foreach (var member in document.RootElement.EnumerateObject())
                Add(member.Name, member.Value, values);
            return values;
        }
        catch (Exception refused) when (refused is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static void Add(string key, JsonElement value, List<(string, string?)> values)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                    Add($"{key}:{member.Name}", member.Value, values);
                if (!value.EnumerateObject().Any())
                    values.Add((key, null));
                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in value.EnumerateArray().Index())
                    Add($"{key}:{index}", item, values);
                if (value.GetArrayLength() == 0)
                    values.Add((key, ""));
                break;
            case JsonValueKind.Null:
                values.Add((key, null));
                break;
            case JsonValueKind.String:
                values.Add((key, value.GetString()));
                break;
            default:
                values.Add((key, value.GetRawText()));
                break;
        }
    }
}
