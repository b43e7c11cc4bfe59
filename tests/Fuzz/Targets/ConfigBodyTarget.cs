using System.Text;
using System.Text.Json;
using Fuzz.Engine;
using Fuzz.Naive;
using Sidecar.Guard;
using Sidecar.Guard.Contracts;
using Sidecar.Guard.Routes;

namespace Fuzz.Targets;

/// <summary>The body of PUT /guard/config, and of POST /guard/rollback. The input is the body.</summary>
internal sealed class ConfigBodyTarget : IFuzzTarget
{
    public string Name => "config-body";

    public IReadOnlyList<string> Words { get; } =
    [
        "{\"canary_pct\":10}",
        "\"canary_pct\":",
        "\"kill_switch\":",
        "\"updated_by\":",
        "\"reason\":",
        "\"canary\\u005fpct\":",
        "\"__proto__\":",
        "true",
        "false",
        "null",
        "\"\\ud800\"",
        "\"\\u0000\"",
        "\"\\u001b[2J\"",
        "\"\\u0085\"",
        ",",
        "//",
        "/* */",
        "{}",
        "[]",
        "\"\"",
    ];

    // Above the route's own bound nothing reaches the reader.
    public int MaxBytes => RequestBody.MaxBytes;

    public void Run(ReadOnlySpan<byte> input)
    {
        var body = input.ToArray();
        Read(body, ConfigBody.ConfigFields);
        Read(body, ConfigBody.RollbackFields);
    }

    public void Dispose() { }

    private static void Read(byte[] body, IReadOnlyList<string> allowed)
    {
        IReadOnlyList<FieldFault> faults = [];
        ConfigChange? change = null;
        // The shortest unknown field takes six bytes and gets a sentence.
        Promise.Allocates(body.Length, 200, 0, () => faults = ConfigBody.Read(body, allowed, out change));
        foreach (var fault in faults)
        {
            Promise.IsForPeople(fault.Field);
            Promise.IsForPeople(fault.Detail);
            Promise.Holds(
                fault.Field.Length <= 64 && fault.Detail.Length <= 300,
                "a refusal is no longer than what can be read",
                $"{fault}"
            );
        }

        var expected = Expected(body, allowed);
        Promise.Same(expected is null, faults.Count > 0, "a body is refused exactly where the simple way refuses it");
        if (expected is null)
            return;
        Promise.Same(expected, change, "a body says what it says the simple way");
        Promise.Holds(change!.CanaryPct is null or (>= 0 and <= 100), "a percentage lies within 0 and 100");
        Promise.Holds(
            ConfigBody.Read(Write(change), allowed, out var again).Count == 0 && again == change,
            "a change that is written down reads the same"
        );
    }

    private static ConfigChange? Expected(byte[] body, IReadOnlyList<string> allowed)
    {
        var json = body.AsSpan();
        if (json.StartsWith("\uFEFF"u8))
            json = json[3..];
        using var document = NaiveJson.Document(json);
        if (document?.RootElement.ValueKind != JsonValueKind.Object)
            return null;
        var change = new ConfigChange(null, null, null, null);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in document.RootElement.EnumerateObject())
        {
            var name = NaiveJson.Name(property);
            if (!allowed.Contains(name) || !seen.Add(name) || Set(change, name, property.Value) is not { } next)
                return null;
            change = next;
        }

        return change;
    }

    private static ConfigChange? Set(ConfigChange change, string name, JsonElement value)
    {
        switch (name)
        {
            case "canary_pct":
                return value.ValueKind == JsonValueKind.Number && value.GetDouble() is >= 0 and <= 100 and var percent
                    ? change with
                    {
                        CanaryPct = percent + 0.0,
                    }
                    : null;
            case "kill_switch":
                return value.ValueKind is JsonValueKind.True or JsonValueKind.False
                    ? change with
                    {
                        KillSwitch = value.GetBoolean(),
                    }
                    : null;
        }

        if (value.ValueKind != JsonValueKind.String || IsBroken(value))
            return null;
        var text = NaiveJson.Text(value);
        var most = name == "reason" ? 1000 : 200;
        if (text.Length > most || text.Any(char.IsControl) || (name == "updated_by" && string.IsNullOrWhiteSpace(text)))
            return null;
        return name == "reason" ? change with { Reason = text.Length == 0 ? null : text } : change with { UpdatedBy = text };
    }

    // Half a surrogate pair is no text; the framework's reading throws at one.
    private static bool IsBroken(JsonElement value)
    {
        try
        {
            return value.GetString() is null;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    private static byte[] Write(ConfigChange change)
    {
        var fields = new List<string>();
        if (change.CanaryPct is { } percent)
            fields.Add($"\"canary_pct\":{JsonSerializer.Serialize(percent)}");
        if (change.KillSwitch is { } on)
            fields.Add($"\"kill_switch\":{(on ? "true" : "false")}");
        if (change.UpdatedBy is { } who)
            fields.Add($"\"updated_by\":{JsonSerializer.Serialize(who)}");
        if (change.Reason is { } why)
            fields.Add($"\"reason\":{JsonSerializer.Serialize(why)}");
        return Encoding.UTF8.GetBytes("{" + string.Join(",", fields) + "}");
    }
}
