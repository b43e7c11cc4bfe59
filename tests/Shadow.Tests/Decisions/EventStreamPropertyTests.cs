using System.Text;
using CsCheck;
using Shadow.Decisions;
using Testing;

namespace Shadow.Tests.Decisions;

public class EventStreamPropertyTests
{
    private const int MaxEvent = 120;

    private static readonly string[] Lines =
    [
        "",
        "",
        "",
        "data",
        "data:",
        "data: ",
        "dat",
        "event: x",
        ": c",
        "data: [DONE]",
        "data: word",
        "data:{\"agent\":\"x\"}",
        "data: {\"agent\":",
        "data: \"y\"",
        "data: }",
        "data: {\"agent\":\"z\",\"build\":\"b\"}",
        "data: {\"build\":\"c\"}",
        "data: {\"usage\":{\"cost\":3}}",
        "data: {\"steps\":[\"ü\"],\"usage\":{\"cost\":true}}",
        "data: " + new string('o', MaxEvent + 1),
        "\uFEFF",
        "data: {\"agent\":\"\\ud800\"}",
        "data: {bad",
    ];

    private static readonly Gen<string> Stream = Gen.Select(
        Gen.OneOf("", "\uFEFF"),
        Gen.Select(Gen.OneOf(Lines), Gen.OneOf("\n", "\r", "\r\n")).Array[0, 30],
        Gen.OneOf(Lines),
        (mark, lines, last) => mark + string.Concat(lines.Select(line => line.Item1 + line.Item2)) + last
    );

    [Fact]
    public void Append_AnySplit_ReadsAsTheWhole() =>
        Gen.Select(Stream, Gen.Int[1, 12].Array[1, 20])
            .Sample(
                (stream, sizes) =>
                {
                    var bytes = Answers.Utf8(stream);
                    var budget = new FakeByteBudget();
                    var (badOfWhole, badOfParts) = (new List<string>(), new List<string>());
                    var whole = DecisionReader.Read(
                        bytes,
                        "text/event-stream",
                        null,
                        Answers.Decision,
                        Answers.Signals,
                        MaxEvent,
                        badOfWhole.Add
                    );
                    using (var scanner = new EventStreamScanner(Answers.Decision, Answers.Signals, MaxEvent, budget))
                    {
                        for (int at = 0, i = 0; at < bytes.Length; i++)
                        {
                            var size = Math.Min(sizes[i % sizes.Length], bytes.Length - at);
                            scanner.Append(bytes.AsSpan(at, size));
                            at += size;
                        }

                        scanner.Complete();
                        Answers.Same(whole, scanner.Read(badOfParts.Add));
                    }

                    Assert.Equal(badOfWhole, badOfParts);
                    Assert.Equal(0, budget.Reserved);
                },
                iter: 5_000
            );

    [Fact]
    public void Read_AnyStream_FindsWhatAPlainReadingFinds() =>
        Stream.Sample(stream => Answers.Same(Plainly(stream), Whole(stream)), iter: 5_000);

    private static DecisionReading Whole(string stream) =>
        DecisionReader.Read(Answers.Utf8(stream), "text/event-stream", null, Answers.Decision, Answers.NoSignals, MaxEvent, null);

    // The standard's words, without a thought of chunks, memory or speed.
    private static DecisionReading Plainly(string stream)
    {
        var text = stream.StartsWith('\uFEFF') ? stream[1..] : stream;
        var last = new DecisionReading(DecisionOutcome.NotAPlan, null, default);
        var data = new List<string>();
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        // A last line of just "data" may be the beginning of any field's name.
        lines = lines[^1] == "data" ? lines[..^1] : lines;
        foreach (var line in lines.Append(""))
        {
            if (line == "data")
                data.Add("");
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                data.Add(line[6..]);
            else if (line.StartsWith("data:", StringComparison.Ordinal))
                data.Add(line[5..]);
            if (line.Length > 0)
                continue;
            var joined = string.Join('\n', data);
            var reading = Answers.Document(joined);
            if (Encoding.UTF8.GetByteCount(joined) > MaxEvent)
                last = new DecisionReading(DecisionOutcome.TooLarge, null, default);
            else if (reading.Outcome == DecisionOutcome.Plan)
                last = reading;
            data.Clear();
        }

        return last;
    }
}
