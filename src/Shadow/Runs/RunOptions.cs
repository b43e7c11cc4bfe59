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
}
