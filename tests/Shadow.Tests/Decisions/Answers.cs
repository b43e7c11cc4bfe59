using System.IO.Compression;
using System.Text;
using Shadow.Decisions;

namespace Shadow.Tests.Decisions;

/// <summary>Answers of planners, and ways to read them.</summary>
internal static class Answers
{
    public const int Cap = 1 << 20;

    public const string Plan = """{"agent":"inbox_triage","steps":["a","b"],"tools":["t"],"dry_run":true}""";

    public static readonly DecisionOptions Decision = new();

    public static readonly SignalOptions NoSignals = new();

    public static readonly SignalOptions Signals = new()
    {
        CostCents = JsonPointer.Parse("/usage/cost"),
        Quality = JsonPointer.Parse("/usage/quality"),
        Build = JsonPointer.Parse("/build"),
    };

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static DecisionReading Document(string json, DecisionOptions? options = null) =>
        DecisionReader.ReadDocument(Utf8(json), options ?? Decision, NoSignals, null);

    public static Decision Decided(string json, DecisionOptions? options = null)
    {
        var reading = Document(json, options);
        Assert.Equal(DecisionOutcome.Plan, reading.Outcome);
        return Assert.IsType<Decision>(reading.Decision);
    }

    public static DecisionReading Body(byte[] body, string? type = "application/json", string? coding = null, int cap = Cap) =>
        DecisionReader.Read(body, type, coding, Decision, NoSignals, cap, null);

    public static DecisionReading Stream(string stream) => Body(Utf8(stream), "text/event-stream");

    public static void Same(DecisionReading expected, DecisionReading actual)
    {
        Assert.Equal(expected.Outcome, actual.Outcome);
        Assert.Equal(expected.Signals, actual.Signals);
        Assert.Equal(expected.Decision is null, actual.Decision is null);
        if (expected.Decision is not { } left || actual.Decision is not { } right)
            return;
        Assert.Equal(
            (left.Agent, left.DryRun, left.Objective, string.Join('\n', left.Steps), string.Join('\n', left.Tools)),
            (right.Agent, right.DryRun, right.Objective, string.Join('\n', right.Steps), string.Join('\n', right.Tools))
        );
    }

    public static byte[] Gzip(byte[] body) => Pack(body, to => new GZipStream(to, CompressionLevel.Fastest));

    public static byte[] Brotli(byte[] body) => Pack(body, to => new BrotliStream(to, CompressionLevel.Fastest));

    public static byte[] Zlib(byte[] body) => Pack(body, to => new ZLibStream(to, CompressionLevel.Fastest));

    public static byte[] Deflate(byte[] body) => Pack(body, to => new DeflateStream(to, CompressionLevel.Fastest));

    private static byte[] Pack(byte[] body, Func<Stream, Stream> packer)
    {
        using var packed = new MemoryStream();
        using (var packing = packer(packed))
            packing.Write(body);
        return packed.ToArray();
    }
}
