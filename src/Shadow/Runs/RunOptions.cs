using Shadow.Capture;
using Shadow.Mirroring;

namespace Shadow.Runs;

/// <summary>The part of the configuration that a run needs, read once when it begins.</summary>
/// <param name="Shadow">How it is mirrored.</param>
/// <param name="Format">How its answers are read.</param>
/// <param name="SignalHeaders">Which headers carry the planners' signals.</param>
/// <param name="FirstByte">How long to wait for the headers of an answer.</param>
/// <param name="KeepBodies">Whether bodies are recorded.</param>
public sealed record RunOptions(ShadowOptions Shadow, AnswerFormat Format, SignalHeaders SignalHeaders, TimeSpan FirstByte, bool KeepBodies)
{
    /// <summary>A shadow leg's deadline, from its start.</summary>
    public TimeSpan ShadowTimeout { get; } = TimeSpan.FromSeconds(Shadow.TimeoutSeconds);

    /// <summary>Whether v1 answers where v2 fails before its answer began.</summary>
    public bool Failover { get; init; } = true;

    /// <summary>Whether v1 answers runs on v2 whose answer has not begun when the kill switch comes.</summary>
    public bool CutOver { get; init; } = true;

    /// <summary>How long v2 may be silent while v1's answer is there; zero: for ever.</summary>
    public TimeSpan HedgeAfter { get; init; }

    /// <summary>Whether v1 may have to answer a run on v2: its request's body and v1's answer are then kept.</summary>
    public bool MayRescue => Failover || CutOver || HedgeAfter > TimeSpan.Zero;
}
