using Shadow.Decisions;

namespace Shadow.Capture;

/// <summary>How plans are found in answers, and how much of an answer may be kept.</summary>
/// <param name="Decision">Where the decision is.</param>
/// <param name="Signals">Where the signals are.</param>
/// <param name="MaxBodyBytes">The cap, packed and unpacked, bytes.</param>
public sealed record AnswerFormat(DecisionOptions Decision, SignalOptions Signals, int MaxBodyBytes);
