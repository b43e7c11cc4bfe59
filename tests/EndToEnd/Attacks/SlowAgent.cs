using EndToEnd.Harness;

namespace EndToEnd.Attacks;

/// <summary>An agent that takes its time.</summary>
internal static class SlowAgent
{
    /// <summary>Sends a text one character at a time; ends early where the other side has closed.</summary>
    public static async Task DripAsync(RawConnection connection, string text, TimeSpan between)
    {
        using var timer = new PeriodicTimer(between);
        try
        {
            foreach (var c in text)
            {
                await timer.WaitForNextTickAsync();
                await connection.WriteAsync(c.ToString());
            }
        }
        catch (IOException)
        {
            // Given up on, as some tests want it.
        }
    }

    /// <summary>Opens many connections, a few at a time, and sends the same on each.</summary>
    public static async Task<IReadOnlyList<RawConnection>> OpenAsync(Uri address, int count, string first = "")
    {
        var open = new RawConnection[count];
        await Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (i, _) =>
            {
                open[i] = await RawConnection.ConnectAsync(address);
                if (first.Length > 0)
                    await open[i].WriteAsync(first);
            }
        );
        return open;
    }
}
