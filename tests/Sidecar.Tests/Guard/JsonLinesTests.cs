using System.Text;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Sidecar.Guard.Routes;

namespace Sidecar.Tests.Guard;

public sealed class JsonLinesTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("a", new[] { "a" })]
    [InlineData("a\n", new[] { "a" })]
    [InlineData("a\nb", new[] { "a", "b" })]
    [InlineData("a\r\nb\r\n", new[] { "a\r", "b\r" })]
    [InlineData("\n\na\n\n", new[] { "", "", "a", "" })]
    [InlineData("\r", new[] { "\r" })]
    public async Task ReadAsync_Lines_AreWhatLiesBetweenTheirEnds(string body, string[] lines) =>
        Assert.Equal(lines, (await ReadAsync(Encoding.UTF8.GetBytes(body), 3)).Select(static line => Encoding.UTF8.GetString(line!)));

    [Fact]
    public async Task ReadAsync_LineAtTheLimitAndAbove_IsTakenAndComesAsNull()
    {
        byte[] body =
        [
            .. Line(JsonLines.MaxLine),
            .. Line(JsonLines.MaxLine + 1),
            .. Line(1),
            .. Line(JsonLines.MaxLine * 5),
            .. Line(2),
            .. Line(JsonLines.MaxLine + 1).AsSpan(0, JsonLines.MaxLine + 1),
        ];
        foreach (var chunk in new[] { 1, 7, 4096, 100_000 })
            Assert.Equal([4096, null, 1, null, 2, null], (await ReadAsync(body, chunk)).Select(static line => line?.Length));
    }

    [Fact]
    public async Task ReadAsync_AnyBodyInAnyPieces_IsWhatSplittingGives() =>
        await Gen.Select(
                Gen.Frequency((6, Gen.Int[0, 20]), (1, Gen.Int[4090, 4103]), (1, Gen.Int[8000, 9000])).Array[0, 12],
                Gen.Bool,
                Gen.Int[1, 6000]
            )
            .SampleAsync(
                async (lengths, unended, chunk) =>
                {
                    var body = lengths.SelectMany(Line).ToArray();
                    if (unended && body.Length > 0)
                        body = body[..^1];
                    // An empty last line without its end is none.
                    var lines = lengths.Select(static length => length > JsonLines.MaxLine ? (int?)null : length).ToList();
                    if (unended && lines is [.., 0])
                        lines.RemoveAt(lines.Count - 1);
                    Assert.Equal(lines, (await ReadAsync(body, chunk)).Select(static line => line?.Length));
                },
                iter: 200,
                threads: 1
            );

    [Theory]
    [InlineData(4096)]
    [InlineData(1_000_000)]
    public async Task ReadAsync_BodyAtTheBound_IsReadAndOneByteMoreIsNot(int lineLength)
    {
        Assert.True(await LinesAsync(JsonLines.MaxBody, lineLength) > 0);
        await Assert.ThrowsAsync<InvalidDataException>(() => LinesAsync(JsonLines.MaxBody + lineLength, lineLength));
    }

    [Theory]
    [InlineData("application/x-ndjson", true)]
    [InlineData("Application/X-NDJSON; charset=utf-8", true)]
    [InlineData("application/ndjson", true)]
    [InlineData("application/jsonl", true)]
    [InlineData("application/x-jsonlines", true)]
    [InlineData("application/json", false)]
    [InlineData("text/plain", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsDeclared_ContentType_IsOneOfTheNamesInUse(string? contentType, bool declared)
    {
        var context = new DefaultHttpContext();
        context.Request.ContentType = contentType;
        Assert.Equal(declared, JsonLines.IsDeclared(context.Request));
    }

    private static byte[] Line(int length) => [.. Enumerable.Repeat((byte)'x', length), (byte)'\n'];

    private static async Task<List<byte[]?>> ReadAsync(byte[] body, int chunk)
    {
        var lines = new List<byte[]?>();
        await foreach (var line in JsonLines.ReadAsync(new PiecewiseStream(body, chunk), default))
            lines.Add(line);
        return lines;
    }

    private static async Task<long> LinesAsync(long total, int lineLength)
    {
        var count = 0L;
        await foreach (var _ in JsonLines.ReadAsync(new EndlessLines(total, lineLength), default))
            count++;
        return count;
    }

    /// <summary>A body that comes a few bytes at a time.</summary>
    private sealed class PiecewiseStream(byte[] body, int chunk) : MemoryStream(body)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, chunk)], cancellationToken);
    }

    /// <summary>So many bytes of lines of a length, their ends included, of which none is kept.</summary>
    private sealed class EndlessLines(long total, int lineLength) : MemoryStream
    {
        private long _given;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var length = (int)Math.Min(buffer.Length, total - _given);
            var span = buffer.Span[..length];
            span.Fill((byte)'x');
            for (var end = lineLength - 1 - _given % lineLength; end < length; end += lineLength)
                span[(int)end] = (byte)'\n';
            _given += length;
            return ValueTask.FromResult(length);
        }
    }
}
