using Sidecar.Demo.Traffic;

namespace Sidecar.Demo.Screens;

/// <summary>How far a stretch of traffic is, in words.</summary>
internal static class ProgressText
{
    /// <summary>Such as <c>500 of 1000 runs, 20.0 % by v2</c>, or <c>312 runs so far, 20.0 % by v2, 57 agents wait</c>.</summary>
    public static string Of(TrafficProgress progress)
    {
        var share = $"{FigureText.Pct(100.0 * progress.V2 / Math.Max(1, progress.Done))} by v2";
        return progress.Total == 0
            ? $"{progress.Done} runs so far, {share}, {progress.Waiting} agents wait"
            : $"{progress.Done} of {progress.Total} runs, {share}";
    }
}
