using System.Globalization;
using System.Text;
using EndToEnd.Harness;

namespace EndToEnd.Attacks;

/// <summary>A planner that counts what it is sent and keeps none of it.</summary>
internal sealed class CountingPlanner : IAsyncDisposable
{
    private const string LastChunk = "0\r\n\r\n";

    private readonly RawPlanner _planner;
    private long _bodyBytes;
    private int _requests;

    public CountingPlanner() => _planner = RawPlanner.Start(ServeAsync);

    public string Address => _planner.Address;

    /// <summary>Bytes of bodies; of chunked ones with the framing.</summary>
    public long BodyBytes => Interlocked.Read(ref _bodyBytes);

    public int Requests => Volatile.Read(ref _requests);

    public ValueTask DisposeAsync() => _planner.DisposeAsync();

    private async Task ServeAsync(RawConnection connection)
    {
        var seen = "";
        int end;
        while ((end = seen.IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
        {
            if (await connection.ReadSomeAsync() is not { Length: > 0 } some)
                return;
            seen += Encoding.Latin1.GetString(some);
        }

        Interlocked.Increment(ref _requests);
        var message = new RawMessage(seen[..(end + 4)], []);
        var length = message["Content-Length"] is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : (long?)null;
        var last = seen[(end + 4)..];
        var total = (long)last.Length;
        Interlocked.Add(ref _bodyBytes, total);
        while (length is { } all ? total < all : !last.EndsWith(LastChunk, StringComparison.Ordinal))
        {
            if (await connection.ReadSomeAsync() is not { Length: > 0 } some)
                return;
            total += some.Length;
            last = string.Concat(last, Encoding.Latin1.GetString(some.AsSpan()[^Math.Min(LastChunk.Length, some.Length)..]));
            last = last[^Math.Min(LastChunk.Length, last.Length)..];
            Interlocked.Add(ref _bodyBytes, some.Length);
        }

        await connection.WriteAsync(RawAnswers.Of(Encoding.ASCII.GetBytes(Plans.Triage)));
    }
}
