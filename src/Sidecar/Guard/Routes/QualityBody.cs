using System.Text.Json;
using Shadow.Runs;
using Sidecar.Guard.Contracts;
using Sidecar.Storage;

namespace Sidecar.Guard.Routes;

/// <summary>Reads a late quality. Pure.</summary>
internal sealed class QualityBody
{
    private readonly List<FieldFault> _faults = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private Guid? _runId;
    private Planner? _planner;
    private double? _quality;

    /// <summary>The fields of one that comes for a run.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["planner", "quality"];

    /// <summary>The fields of one that names its run.</summary>
    public static IReadOnlyList<string> LineFields { get; } = ["run_id", "planner", "quality"];

    /// <summary>Reads one; where there is a fault, <paramref name="quality"/> is not to be used.</summary>
    /// <param name="utf8">The object.</param>
    /// <param name="runId">The run it is for; null: it names the run.</param>
    /// <param name="quality">What it says.</param>
    public static IReadOnlyList<FieldFault> Read(ReadOnlySpan<byte> utf8, Guid? runId, out LateQuality quality)
    {
        var body = new QualityBody();
        var fields = runId is null ? LineFields : Fields;
        body.ReadObject(utf8, fields);
        if (body._faults.Count == 0)
        {
            foreach (var field in fields.Where(field => !body._seen.Contains(field)))
                body.Fault(field, "is missing.");
        }

        quality =
            body._faults.Count == 0 ? new LateQuality(runId ?? body._runId!.Value, body._planner!.Value, body._quality!.Value) : default;
        return body._faults;
    }

    private void ReadObject(ReadOnlySpan<byte> utf8, IReadOnlyList<string> fields)
    {
        var names = string.Join(", ", fields);
        try
        {
            var reader = new Utf8JsonReader(utf8);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                Fault("body", $"must be a JSON object with {names}.");
                return;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var field = reader.GetString()!;
                reader.Read();
                if (!fields.Contains(field))
                    Fault(
                        field.Length <= 64 && !string.IsNullOrWhiteSpace(field) && !field.Any(char.IsControl) ? field : "body",
                        $"is not known here; allowed are {names}."
                    );
                else if (!_seen.Add(field))
                    Fault(field, "is there more than once; send it once.");
                else
                    ReadField(ref reader, field);
                reader.Skip();
            }

            reader.Read();
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            Fault("body", $"is not JSON; it must be a JSON object with {names}.");
        }
    }

    private void ReadField(ref Utf8JsonReader reader, string field)
    {
        switch (field)
        {
            case "run_id":
                if (reader.TokenType == JsonTokenType.String && RunIdText.TryRead(reader.GetString(), out var runId))
                    _runId = runId;
                else
                    Fault(field, "must be a UUID, as in X-Planner-Run-Id.");
                break;
            case "planner":
                _planner =
                    reader.TokenType != JsonTokenType.String ? null
                    : reader.ValueTextEquals("v1"u8) ? Planner.V1
                    : reader.ValueTextEquals("v2"u8) ? Planner.V2
                    : null;
                if (_planner is null)
                    Fault(field, "must be \"v1\" or \"v2\".");
                break;
            default:
                if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var value) && value is >= 0 and <= 100)
                    // Adding zero makes 0 of -0.
                    _quality = value + 0.0;
                else
                    Fault(field, "must be a number from 0 to 100.");
                break;
        }
    }

    private void Fault(string field, string detail) => _faults.Add(new FieldFault(field, detail));
}
