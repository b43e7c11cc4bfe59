using System.Diagnostics;

namespace Fuzz.Engine;

/// <summary>Gives a target one input and tells what is wrong with it.</summary>
internal static class Trial
{
    // The inputs are small; only what grows faster than they do takes this long, however busy the machine is.
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(500);

    /// <summary>The finding; null where every promise was kept.</summary>
    public static Finding? Of(IFuzzTarget target, byte[] input)
    {
        try
        {
            if (Takes(target, input) > Slow && Takes(target, input) > Slow && Takes(target, input) > Slow)
                throw new PromiseBrokenException(
                    "time is bounded by the input",
                    $"{input.Length:N0} bytes take longer than {Slow.TotalMilliseconds} ms"
                );
            return null;
        }
        catch (Exception fault)
        {
            return new Finding(target.Name, input, fault);
        }
    }

    private static TimeSpan Takes(IFuzzTarget target, byte[] input)
    {
        var start = Stopwatch.GetTimestamp();
        target.Run(input);
        return Stopwatch.GetElapsedTime(start);
    }
}
