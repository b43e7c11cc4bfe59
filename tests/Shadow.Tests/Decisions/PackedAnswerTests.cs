using Shadow.Decisions;

namespace Shadow.Tests.Decisions;

public class PackedAnswerTests
{
    private static readonly byte[] Plan = Answers.Utf8(Answers.Plan);

    public static TheoryData<string?, byte[]> Packed =>
        new()
        {
            { null, Plan },
            { "", Plan },
            { "identity", Plan },
            { "gzip", Answers.Gzip(Plan) },
            { "X-GZip", Answers.Gzip(Plan) },
            { " br ", Answers.Brotli(Plan) },
            { "deflate", Answers.Zlib(Plan) },
            { "deflate", Answers.Deflate(Plan) },
            { "gzip, br", Answers.Brotli(Answers.Gzip(Plan)) },
            { "br,identity,,deflate", Answers.Zlib(Answers.Brotli(Plan)) },
            { "gzip", [.. Answers.Gzip(Plan[..9]), .. Answers.Gzip(Plan[9..])] },
        };

    [Theory]
    [MemberData(nameof(Packed))]
    public void Read_KnownCoding_IsUnpacked(string? coding, byte[] body) =>
        Answers.Same(Answers.Document(Answers.Plan), Answers.Body(body, coding: coding));

    [Theory]
    [InlineData("zstd")]
    [InlineData("gzip;q=1")]
    [InlineData("gzip, gzip, gzip")]
    [InlineData("compress")]
    public void Read_OtherCoding_IsNotAPlan(string coding) =>
        Assert.Equal(DecisionOutcome.NotAPlan, Answers.Body(Plan, coding: coding).Outcome);

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public void Read_NotPackedAsItClaims_IsNotAPlan(string coding)
    {
        Assert.Equal(DecisionOutcome.NotAPlan, Answers.Body(Plan, coding: coding).Outcome);
        Assert.Equal(DecisionOutcome.NotAPlan, Answers.Body([], coding: coding).Outcome);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public void Read_WrongChecksum_IsNotAPlan(string coding)
    {
        // More than one read unpacks: the plan is out before the checksum is seen.
        var noise = new byte[50_000];
        new Random(7).NextBytes(noise);
        var stream = Answers.Utf8($"data: {Answers.Plan}\n\ndata: {Convert.ToBase64String(noise)}\n\n");
        var body = coding == "gzip" ? Answers.Gzip(stream) : Answers.Zlib(stream);
        Assert.Equal(DecisionOutcome.Plan, Answers.Body(body, "text/event-stream", coding).Outcome);
        body[coding == "gzip" ? ^5 : ^1] ^= 1;

        Assert.Equal(DecisionOutcome.NotAPlan, Answers.Body(body, "text/event-stream", coding).Outcome);
    }

    public static TheoryData<string, byte[]> Bombs
    {
        get
        {
            byte[] bomb =
            [
                .. "{\"agent\":\""u8,
                .. new byte[50_000_000]
                    .AsSpan()
                    .ToArray()
                    .Select(_ => (byte)'a'),
                .. "\"}"u8,
            ];
            return new()
            {
                { "gzip", Answers.Gzip(bomb) },
                { "br", Answers.Brotli(bomb) },
                { "deflate", Answers.Zlib(bomb) },
                { "deflate", Answers.Deflate(bomb) },
                { "gzip, gzip", Answers.Gzip(Answers.Gzip(bomb)) },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Read_Bomb_StopsAtTheCap(string coding, byte[] body)
    {
        const int cap = 200_000;
        var before = GC.GetAllocatedBytesForCurrentThread();

        var reading = Answers.Body(body, coding: coding, cap: cap);

        Assert.Equal(DecisionOutcome.TooLarge, reading.Outcome);
        // Doubling up to the cap with an empty pool, which rounds up to powers of two.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * cap);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public void Read_AtTheCap_IsRead(string coding)
    {
        var body =
            coding == "gzip" ? Answers.Gzip(Plan)
            : coding == "br" ? Answers.Brotli(Plan)
            : Answers.Zlib(Plan);

        Assert.Equal(DecisionOutcome.Plan, Answers.Body(body, coding: coding, cap: Plan.Length).Outcome);
        Assert.Equal(DecisionOutcome.TooLarge, Answers.Body(body, coding: coding, cap: Plan.Length - 1).Outcome);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("gzip, br")]
    public void Read_CutOff_KeepsWhatCouldBeUnpacked(string coding)
    {
        // Noise behind the plan, so that a cut leaves the plan whole.
        var noise = new byte[200_000];
        new Random(7).NextBytes(noise);
        byte[] stream = [.. Answers.Utf8($"data: {Answers.Plan}\n\ndata: "), .. Answers.Utf8(Convert.ToBase64String(noise)), .. "\n\n"u8];
        var packed = coding switch
        {
            "gzip" => Answers.Gzip(stream),
            "br" => Answers.Brotli(stream),
            _ => Answers.Brotli(Answers.Gzip(stream)),
        };

        Assert.Equal(DecisionOutcome.Plan, Answers.Body(packed[..^9], "text/event-stream", coding).Outcome);
        Assert.Equal(DecisionOutcome.Plan, Answers.Body(packed[..(packed.Length / 2 + 70_000)], "text/event-stream", coding).Outcome);
    }

    [Fact]
    public void Read_CutOffDocument_IsNotAPlan()
    {
        var packed = Answers.Gzip(Plan);

        // Less the trailer of eight bytes, and the last bytes of the data, which may only say that it ends.
        for (var length = 0; length < packed.Length - 12; length++)
            Assert.Equal(DecisionOutcome.NotAPlan, Answers.Body(packed[..length], coding: "gzip").Outcome);
    }
}
