using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Sidecar.Guard.Contracts;

namespace Sidecar.Guard.Routes;

/// <summary>Reads the body of PUT /guard/config and POST /guard/rollback by hand: every fault is named, not the first alone. Pure.</summary>
internal sealed class ConfigBody
{
    private const int MaxName = 200;
    private const int MaxReason = 1000;

    private readonly List<FieldFault> _faults = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<string> _allowed;
    private ConfigChange _change = new(null, null, null, null);

    private ConfigBody(IReadOnlyList<string> allowed) => _allowed = allowed;

    /// <summary>The fields of a change of the settings.</summary>
    public static IReadOnlyList<string> ConfigFields { get; } = ["canary_pct", "kill_switch", "updated_by", "reason"];

    /// <summary>The fields of a rollback.</summary>
    public static IReadOnlyList<string> RollbackFields { get; } = ["updated_by", "reason"];

    /// <summary>Reads a body.</summary>
    /// <param name="utf8">The body as it came.</param>
    /// <param name="allowed">The fields that it may have.</param>
    /// <param name="change">What it asks for.</param>
    /// <returns>The faults; where there is one, nothing of <paramref name="change"/> is to be used.</returns>
    public static IReadOnlyList<FieldFault> Read(ReadOnlySpan<byte> utf8, IReadOnlyList<string> allowed, out ConfigChange change)
    {
        var body = new ConfigBody(allowed);
        body.ReadObject(utf8);
        change = body._change;
        return body._faults;
    }

    private void ReadObject(ReadOnlySpan<byte> utf8)
    {
        // A byte order mark is what some shells put first.
        if (utf8.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        if (!Utf8.IsValid(utf8))
        {
            Fault("body", "must be UTF-8.");
            return;
        }

        if (utf8.Trim(" \t\r\n"u8).IsEmpty)
        {
            Fault("body", $"is empty; it must be a JSON object with any of {Names}.");
            return;
        }

        try
        {
            var reader = new Utf8JsonReader(utf8);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                var kind = Kind(reader.TokenType);
                reader.Skip();
                reader.Read();
                Fault("body", $"is {kind}; it must be a JSON object with any of {Names}.");
                return;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                ReadField(ref reader);
            // What follows the object is broken JSON, and the reader says where.
            reader.Read();
        }
        catch (JsonException broken)
        {
            var (line, at) = ((broken.LineNumber ?? 0) + 1, (broken.BytePositionInLine ?? 0) + 1);
            Fault(
                "body",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"is not JSON from line {line}, byte {at} on; it must be a JSON object with any of {Names} (NaN and Infinity are no JSON numbers)."
                )
            );
        }
    }

    private void ReadField(ref Utf8JsonReader reader)
    {
        var field = Text(ref reader);
        reader.Read();
        if (field is null || !_allowed.Contains(field))
        {
            Fault(Shown(field), $"is not known here; allowed are {Names}.");
            reader.Skip();
            return;
        }

        if (!_seen.Add(field))
        {
            Fault(field, "is there more than once; send it once.");
            reader.Skip();
            return;
        }

        switch (field)
        {
            case "canary_pct":
                ReadPercent(ref reader);
                break;
            case "kill_switch":
                ReadSwitch(ref reader);
                break;
            case "updated_by":
                _change = _change with { UpdatedBy = ReadText(ref reader, field, 1, MaxName) };
                break;
            default:
                var reason = ReadText(ref reader, field, 0, MaxReason);
                _change = _change with { Reason = reason is { Length: 0 } ? null : reason };
                break;
        }
    }

    private void ReadPercent(ref Utf8JsonReader reader)
    {
        const string Allowed = "must be a number from 0 to 100";
        if (reader.TokenType != JsonTokenType.Number)
            Fault("canary_pct", $"is {Kind(reader.TokenType)}; it {Allowed}.");
        else if (!reader.TryGetDouble(out var value) || value is not (>= 0 and <= 100))
            Fault("canary_pct", $"{Allowed}.");
        else
            // Adding zero makes 0 of -0.
            _change = _change with
            {
                CanaryPct = value + 0.0,
            };
        reader.Skip();
    }

    private void ReadSwitch(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.True or JsonTokenType.False)
            _change = _change with { KillSwitch = reader.GetBoolean() };
        else
            Fault("kill_switch", $"is {Kind(reader.TokenType)}; it must be true or false.");
        reader.Skip();
    }

    private string? ReadText(ref Utf8JsonReader reader, string field, int least, int most)
    {
        var allowed = $"must be a text of {least} to {most} characters without control characters";
        if (reader.TokenType != JsonTokenType.String)
        {
            Fault(field, $"is {Kind(reader.TokenType)}; it {allowed}.");
            reader.Skip();
            return null;
        }

        var text = Text(ref reader);
        if (text is not null && text.Length <= most && text.Trim().Length >= least && !text.Any(char.IsControl))
            return text;
        Fault(field, $"{allowed}.");
        return null;
    }

    /// <summary>The text of a name or string; null for one that is none in Unicode: half a surrogate pair.</summary>
    private static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private string Names => string.Join(", ", _allowed);

    private static string Shown(string? field) =>
        string.IsNullOrWhiteSpace(field) ? "(a field without a readable name)"
        : field.Length > 64 || field.Any(char.IsControl) ? "(a field with a long or odd name)"
        : field;

    private static string Kind(JsonTokenType token) =>
        token switch
        {
            JsonTokenType.Null => "null",
            JsonTokenType.Number => "a number",
            JsonTokenType.String => "a string",
            JsonTokenType.True or JsonTokenType.False => "a boolean",
            JsonTokenType.StartArray => "an array",
            _ => "an object",
        };

    private void Fault(string field, string detail) => _faults.Add(new FieldFault(field, detail));
}
