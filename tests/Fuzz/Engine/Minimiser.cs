using System.Diagnostics;

namespace Fuzz.Engine;

/// <summary>Makes the input of a finding as small as it gets while it shows the same bug.</summary>
internal static class Minimiser
{
    // A slow input is slow at each trial.
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(5);

    public static Finding Smallest(IFuzzTarget target, Finding finding)
    {
        var start = Stopwatch.GetTimestamp();
        for (var size = finding.Input.Length / 2; size > 0; size = Math.Min(size / 2, finding.Input.Length / 2))
        {
            for (var at = 0; at + size <= finding.Input.Length && Stopwatch.GetElapsedTime(start) < MaxTime; )
            {
                byte[] shorter = [.. finding.Input.AsSpan(0, at), .. finding.Input.AsSpan(at + size)];
                if (Trial.Of(target, shorter) is { } same && same.Kind == finding.Kind)
                    finding = same;
                else
                    at += size;
            }
        }

        return finding;
    }
}
