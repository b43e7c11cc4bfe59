namespace Sidecar.Recording;

/// <summary>How long to leave a failing store alone: 100 ms, then twice as long each time, at most 2 s.</summary>
internal static class BackOff
{
    private const int FirstMilliseconds = 100;
    private const int MaxMilliseconds = 2_000;
    private const int MaxDoublings = 5;

    /// <param name="failures">How often it failed in a row, from 1.</param>
    public static TimeSpan After(int failures) =>
        TimeSpan.FromMilliseconds(Math.Min(MaxMilliseconds, FirstMilliseconds << Math.Min(failures - 1, MaxDoublings)));
}
