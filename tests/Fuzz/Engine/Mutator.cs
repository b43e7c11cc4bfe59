using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Fuzz.Engine;

/// <summary>Makes inputs out of inputs. The same seed makes the same ones.</summary>
[SuppressMessage("Security", "CA5394", Justification = "It must be repeatable, not unguessable.")]
internal sealed class Mutator(int seed, IReadOnlyList<string> words, int maxBytes)
{
    private static readonly string[] Numbers =
    [
        "0",
        "-0",
        "-1",
        "1",
        "00",
        "0.0",
        "1.",
        ".5",
        "+1",
        "100",
        "100.00000000000001",
        "-0.0000001",
        "1e1",
        "1E+2",
        "1e-400",
        "1e400",
        "-1e400",
        "2147483648",
        "-2147483649",
        "9223372036854775808",
        "18446744073709551616",
        "4294967296",
        "0.1e",
        "NaN",
        "Infinity",
        "0x10",
        "1_0",
        "1,5",
        "99999999999999999999999999999999999999",
        "0.000000000000000000000000000000000000001",
        "9007199254740993",
    ];

    private static readonly byte[][] Odd =
    [
        [0xEF, 0xBB, 0xBF],
        [0xC0, 0x80],
        [0xED, 0xA0, 0x80],
        [0xF4, 0x90, 0x80, 0x80],
        [0xFF],
        [0xE2, 0x80, 0xA8],
        [0xC2, 0x85],
        [0x7F],
        [0],
        [0x1B, (byte)'['],
        [0xE2, 0x82],
        "😀"u8.ToArray(),
        "\r\n"u8.ToArray(),
        "\r"u8.ToArray(),
        "\n\n"u8.ToArray(),
        "\\ud83d"u8.ToArray(),
        "\\ude00"u8.ToArray(),
        "\\u0000"u8.ToArray(),
        "\\u000a"u8.ToArray(),
        "%00"u8.ToArray(),
        "\\/"u8.ToArray(),
    ];

    private readonly Random _random = new(seed);
    private readonly byte[][] _words = [.. words.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Changes one of the inputs in one place, or in some.</summary>
    public byte[] Next(IReadOnlyList<byte[]> inputs)
    {
        var bytes = new List<byte>(Pick(inputs));
        // Mostly few changes: many at once are refused at the first of them.
        var changes = _random.Next(4) == 0 ? _random.Next(1, 12) : _random.Next(1, 4);
        for (var i = 0; i < changes; i++)
            Change(bytes, inputs);
        if (bytes.Count > maxBytes)
            bytes.RemoveRange(maxBytes, bytes.Count - maxBytes);
        return [.. bytes];
    }

    private void Change(List<byte> bytes, IReadOnlyList<byte[]> inputs)
    {
        var at = _random.Next(bytes.Count + 1);
        switch (_random.Next(12))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 2:
                bytes.Insert(at, (byte)_random.Next(256));
                break;
            case 3:
                bytes.RemoveRange(at, Length(bytes.Count - at));
                break;
            case 4 when _random.Next(4) == 0:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 5:
                Splice(bytes, at, Pick(inputs));
                break;
            case 6 or 7 when _words.Length > 0:
                bytes.InsertRange(at, Pick(_words));
                break;
            case 8:
                Number(bytes, at);
                break;
            case 9:
                bytes.InsertRange(at, Pick(Odd));
                break;
            case 10:
                Repeat(bytes, at);
                break;
            case 11:
                Move(bytes, at);
                break;
            default:
                bytes.Insert(at, (byte)" \t\r\n{}[]\",:\\/~%&=;-+.0"[_random.Next(22)]);
                break;
        }
    }

    private void Splice(List<byte> bytes, int at, byte[] other)
    {
        var from = _random.Next(other.Length + 1);
        var piece = other.AsSpan(from, Length(other.Length - from)).ToArray();
        bytes.RemoveRange(at, Math.Min(bytes.Count - at, _random.Next(2) * piece.Length));
        bytes.InsertRange(at, piece);
    }

    // In the place of a number where one stands there.
    private void Number(List<byte> bytes, int at)
    {
        var start = bytes.FindIndex(at, static b => b is >= (byte)'0' and <= (byte)'9');
        start = start < 0 ? at : start;
        var end = start;
        while (end < bytes.Count && bytes[end] is >= (byte)'0' and <= (byte)'9' or (byte)'.')
            end++;
        bytes.RemoveRange(start, end - start);
        bytes.InsertRange(start, Encoding.ASCII.GetBytes(_random.Next(3) == 0 ? Edge() : Pick(Numbers)));
    }

    private string Edge()
    {
        Span<byte> bits = stackalloc byte[8];
        _random.NextBytes(bits);
        return BitConverter.Int64BitsToDouble(BinaryPrimitives.ReadInt64LittleEndian(bits)).ToString("R", CultureInfo.InvariantCulture);
    }

    // What grows faster than its input shows itself here.
    private void Repeat(List<byte> bytes, int at)
    {
        var block = bytes.GetRange(at, Length(bytes.Count - at));
        if (block.Count == 0)
            return;
        var most = (maxBytes - bytes.Count) / block.Count;
        var times = _random.Next(8) == 0 ? most : Math.Min(most, _random.Next(1, 40));
        if (times <= 0)
            return;
        var repeated = new byte[times * block.Count];
        for (var i = 0; i < repeated.Length; i++)
            repeated[i] = block[i % block.Count];
        bytes.InsertRange(at, repeated);
    }

    private void Move(List<byte> bytes, int at)
    {
        var block = bytes.GetRange(at, Length(bytes.Count - at));
        bytes.RemoveRange(at, block.Count);
        bytes.InsertRange(_random.Next(bytes.Count + 1), block);
    }

    private int Length(int most) =>
        most == 0 ? 0
        : _random.Next(3) == 0 ? _random.Next(1, most + 1)
        : _random.Next(1, Math.Min(most, 12) + 1);

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];
}
