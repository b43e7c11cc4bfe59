using System.IO.Compression;
using Fuzz.Engine;
using Shadow.Decisions;

namespace Fuzz.Targets;

/// <summary>
/// A planner's answer in a content coding. The input is taken as a packed body of every coding, and as a plain one that is packed first.
/// </summary>
internal sealed class DecisionPackedTarget : IFuzzTarget
{
    private const int Cap = 32 * 1024;

    private static readonly string[] Codings = ["gzip", "br", "deflate", "gzip, br", "deflate,gzip", "X-GZIP, identity", "br, br"];

    public string Name => "decision-packed";

    public IReadOnlyList<string> Words => Plans.Words;

    public int MaxBytes => 64 * 1024;

    public void Run(ReadOnlySpan<byte> input)
    {
        var body = input.ToArray();
        foreach (var coding in Codings)
        {
            var read = Read(body, coding);
            if (Unpacked(body, coding) is not { } plain)
                continue;
            // Of what is both too long and broken further on, either may be said.
            if (plain.Length > Cap)
                Promise.Holds(read.Outcome != DecisionOutcome.Plan, $"{coding} that unpacks to too much is no plan");
            else
                Plans.Same(Read(plain, null), read, $"{coding} reads as what it unpacks to");
        }

        var expected = body.Length > Cap ? TooLarge : Read(body, null);
        foreach (var coding in Codings)
            Plans.Same(expected, Read(Packed(body, coding), coding), $"what was packed with {coding} reads as it did before");
    }

    public void Dispose() { }

    private static DecisionReading TooLarge => new(DecisionOutcome.TooLarge, null, default);

    private static DecisionReading Read(byte[] body, string? coding)
    {
        DecisionReading reading = default;
        // Two buffers that double up to the cap, and what is read of them: whatever the body would unpack to.
        Promise.Allocates(
            body.Length,
            8,
            4 * Cap + 600L * Cap,
            () => reading = DecisionReader.Read(body, null, coding, Plans.Shipped, Plans.Signals, Cap, null)
        );
        return reading;
    }

    // Null where the streams of the framework refuse it, or unpack one of two codings to more than is allowed for each.
    private static byte[]? Unpacked(byte[] body, string codings)
    {
        foreach (var coding in codings.Split(',').Reverse())
        {
            if (body.Length > Cap && codings.Contains(',', StringComparison.Ordinal))
                return null;
            if (Unpack(body, coding.Trim()) is not { } unpacked)
                return null;
            body = unpacked;
        }

        return body;
    }

    private static byte[]? Unpack(byte[] body, string coding)
    {
        using var packed = new MemoryStream(body);
        Stream unpacking = coding.ToUpperInvariant() switch
        {
            "BR" => new BrotliStream(packed, CompressionMode.Decompress),
            "DEFLATE" when IsZlib(body) => new ZLibStream(packed, CompressionMode.Decompress),
            "DEFLATE" => new DeflateStream(packed, CompressionMode.Decompress),
            "IDENTITY" => packed,
            _ => new GZipStream(packed, CompressionMode.Decompress),
        };
        try
        {
            using (unpacking)
            {
                // A byte at a time, up to one over the cap.
                var plain = new MemoryStream();
                for (var b = unpacking.ReadByte(); b >= 0 && plain.Length <= Cap; b = unpacking.ReadByte())
                    plain.WriteByte((byte)b);
                return plain.ToArray();
            }
        }
        catch (Exception refused) when (refused is InvalidDataException or IOException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsZlib(byte[] body) => body.Length >= 2 && body[0] % 16 == 8 && ((body[0] * 256) + body[1]) % 31 == 0;

    private static byte[] Packed(byte[] body, string codings)
    {
        foreach (var coding in codings.Split(','))
            body = Pack(body, coding.Trim());
        return body;
    }

    private static byte[] Pack(byte[] body, string coding)
    {
        if (coding == "identity")
            return body;
        using var packed = new MemoryStream();
        using (
            Stream packing = coding switch
            {
                "br" => new BrotliStream(packed, CompressionLevel.Fastest),
                "deflate" => new ZLibStream(packed, CompressionLevel.Fastest),
                _ => new GZipStream(packed, CompressionLevel.Fastest),
            }
        )
            packing.Write(body);
        return packed.ToArray();
    }
}
