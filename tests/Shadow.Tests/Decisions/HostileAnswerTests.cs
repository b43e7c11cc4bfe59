using CsCheck;
using Shadow.Decisions;

namespace Shadow.Tests.Decisions;

public class HostileAnswerTests
{
    private static readonly DecisionOptions Objective = new() { Objective = JsonPointer.Parse("/steps/0") };

    private static readonly string?[] Types = [null, "application/json", "text/event-stream"];

    private static readonly string?[] Codings = [null, "gzip", "br", "deflate", "gzip, br"];

    private static readonly string[] Fragments =
    [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\\u",
        "\\ud800",
        "\\udc00",
        "\"agent\"",
        "\"steps\":",
        "\"name\":",
        "\"usage\":{",
        "\"cost\":",
        "1e400",
        "-",
        "0",
        "null",
        "true",
        "\r",
        "\n",
        "\n\n",
        "data",
        "data:",
        "data: ",
        ": ",
        "\uFEFF",
        "[DONE]",
        Answers.Plan,
        "ü",
        "😀",
    ];

    private static readonly byte[][] Valid =
    [
        Answers.Utf8(Answers.Plan),
        Answers.Utf8(
            """{"steps":[{"b":"\ud83d\ude00","a":[1,{"k":"\u00e9"}]},{"name":"n"}],"usage":{"cost":"1","quality":2},"build":"b"}"""
        ),
        Answers.Utf8($"\uFEFFdata: {Answers.Plan}\r\n\r\ndata: {{\"usage\":\r\ndata: {{\"cost\":1}}}}\r\n\r\n"),
    ];

    private static readonly Gen<byte[]> Body = Gen.OneOf(
        Gen.Byte.Array[0, 200],
        Gen.OneOf(Fragments).Array[0, 30].Select(parts => Answers.Utf8(string.Concat(parts))),
        Gen.Select(Gen.OneOf(Valid), Gen.Select(Gen.Int[0, 1000], Gen.Byte, Gen.Int[0, 3]).Array[1, 4]).Select(Mutate)
    );

    [Fact]
    public void Read_AnyBytes_NeverThrows() =>
        Gen.Select(Body, Gen.OneOf(Types), Gen.OneOf(Codings), Gen.Bool)
            .Sample(
                (body, type, coding, pack) =>
                {
                    var packed = pack ? Pack(body, coding) : body;
                    var reading = DecisionReader.Read(packed, type, coding, Objective, Answers.Signals, 4096, _ => { });
                    Assert.Equal(reading.Outcome == DecisionOutcome.Plan, reading.Decision is not null);
                },
                iter: 20_000
            );

    [Fact]
    public void Read_MutatedPacking_NeverThrows() =>
        Gen.Select(Gen.OneOf(Valid), Gen.OneOf(Codings), Gen.Select(Gen.Int[0, 200], Gen.Byte, Gen.Int[0, 3]).Array[1, 4])
            .Sample(
                (body, coding, edits) =>
                {
                    var packed = Mutate(Pack(body, coding), edits);
                    DecisionReader.Read(packed, "text/event-stream", coding, Objective, Answers.Signals, 300, null);
                },
                iter: 5_000
            );

    private static byte[] Pack(byte[] body, string? coding) =>
        coding switch
        {
            "gzip" => Answers.Gzip(body),
            "br" => Answers.Brotli(body),
            "deflate" => Answers.Deflate(body),
            "gzip, br" => Answers.Brotli(Answers.Gzip(body)),
            _ => body,
        };

    private static byte[] Mutate(byte[] body, (int At, byte With, int Kind)[] edits)
    {
        var bytes = body.ToList();
        foreach (var (at, with, kind) in edits)
        {
            if (bytes.Count == 0)
                break;
            var i = at % bytes.Count;
            if (kind == 0)
                bytes[i] = with;
            else if (kind == 1)
                bytes.Insert(i, with);
            else if (kind == 2)
                bytes.RemoveAt(i);
            else
                bytes.RemoveRange(i, bytes.Count - i);
        }

        return [.. bytes];
    }
}
