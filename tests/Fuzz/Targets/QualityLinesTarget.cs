using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fuzz.Engine;
using Fuzz.Naive;
using Shadow.Runs;
using Sidecar.Guard.Routes;
using Sidecar.Storage;

namespace Fuzz.Targets;

/// <summary>The late qualities of POST /guard/quality, a JSON object a line. The input is the body; it comes in odd pieces.</summary>
internal sealed partial class QualityLinesTarget : IFuzzTarget
{
    private static readonly Guid Run = new("01890a5d-ac96-774b-bcce-b302099a8057");

    // A line that is no JSON costs an exception, here and in the simple way: a thousand of them are slow and show nothing new.
    private const int MostRead = 50;

    public string Name => "quality-lines";

    public IReadOnlyList<string> Words { get; } =
    [
        "{\"run_id\":\"01890a5d-ac96-774b-bcce-b302099a8057\",\"planner\":\"v2\",\"quality\":87.5}\n",
        "\"run_id\":",
        "\"planner\":",
        "\"quality\":",
        "\"v1\"",
        "\"v2\"",
        "\"v\\u0032\"",
        "\"V2\"",
        "01890A5D-AC96-774B-BCCE-B302099A8057",
        "\" 01890a5d-ac96-774b-bcce-b302099a8057\"",
        "+1890a5d",
        "0x890a5d",
        "\n",
        "\r\n",
        "\n\n",
        "\uFEFF",
        "null",
        "\"\\ud800\"",
        "\"\\u001b[2J\":",
        "{}",
    ];

    public int MaxBytes => 32 * 1024;

    void IFuzzTarget.Run(ReadOnlySpan<byte> input)
    {
        var body = input.ToArray();
        var pieces = Inputs.Pieces(body, Inputs.Choices(body));
        var lines = Lines(new PieceStream(pieces));
        var expected = Expected(body);
        Promise.Same(expected.Count, lines.Count, "there are as many lines as line ends, and what follows the last");
        for (var i = 0; i < lines.Count; i++)
        {
            Promise.Same(expected[i] is null, lines[i] is null, "a line over the bound, and no other, comes as too long");
            if (lines[i] is not { } line)
                continue;
            Promise.Holds(line.AsSpan().SequenceEqual(expected[i]), "a line is what lies between its ends");
            if (i >= MostRead)
                continue;
            Read(line, null);
            Read(line, Run);
        }
    }

    public void Dispose() { }

    // Nothing of it waits, so it has ended when it returns.
    private static List<byte[]?> Lines(Stream body) => Gather(JsonLines.ReadAsync(body, CancellationToken.None)).GetAwaiter().GetResult();

    private static async Task<List<byte[]?>> Gather(IAsyncEnumerable<byte[]?> lines)
    {
        var all = new List<byte[]?>();
        await foreach (var line in lines)
            all.Add(line);
        return all;
    }

    private static List<byte[]?> Expected(byte[] body)
    {
        var lines = Encoding.Latin1.GetString(body).Split('\n').ToList();
        if (lines[^1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        return lines.ConvertAll(static line => line.Length > JsonLines.MaxLine ? null : Encoding.Latin1.GetBytes(line));
    }

    private static void Read(byte[] line, Guid? run)
    {
        var faults = QualityBody.Read(line, run, out var quality);
        foreach (var fault in faults)
        {
            Promise.IsForPeople(fault.Field);
            Promise.IsForPeople(fault.Detail);
        }

        var expected = Expected(line, run);
        Promise.Same(expected is null, faults.Count > 0, "a quality is refused exactly where the simple way refuses it");
        if (expected is { } said)
            Promise.Same(said, quality, "a quality says what it says the simple way");
    }

    private static LateQuality? Expected(byte[] line, Guid? run)
    {
        using var document = NaiveJson.Document(line);
        if (document?.RootElement.ValueKind != JsonValueKind.Object)
            return null;
        var said = document.RootElement.EnumerateObject().ToList();
        string[] names = run is null ? ["planner", "quality", "run_id"] : ["planner", "quality"];
        // Each once: what stands there twice is refused.
        if (!said.Select(NaiveJson.Name).Order(StringComparer.Ordinal).SequenceEqual(names, StringComparer.Ordinal))
            return null;
        var properties = said.ToDictionary(NaiveJson.Name, static property => property.Value);
        if (run is null)
        {
            var id = properties["run_id"];
            if (id.ValueKind != JsonValueKind.String || !Uuid.IsMatch(NaiveJson.Text(id)))
                return null;
            run = new Guid(NaiveJson.Text(id));
        }

        var (planner, quality) = (properties["planner"], properties["quality"]);
        if (planner.ValueKind != JsonValueKind.String || NaiveJson.Text(planner) is not ("v1" or "v2"))
            return null;
        if (quality.ValueKind != JsonValueKind.Number || quality.GetDouble() is not (>= 0 and <= 100))
            return null;
        return new LateQuality(run.Value, NaiveJson.Text(planner) == "v1" ? Planner.V1 : Planner.V2, quality.GetDouble() + 0.0);
    }

    [GeneratedRegex(@"\A[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\z")]
    private static partial Regex Uuid { get; }
}
