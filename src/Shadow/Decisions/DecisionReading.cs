namespace Shadow.Decisions;

/// <summary>What was read of an answer's body.</summary>
/// <param name="Outcome">Whether a plan was found.</param>
/// <param name="Decision">The decision; null unless the outcome is <see cref="DecisionOutcome.Plan"/>.</param>
/// <param name="Signals">The signals of the body, checked; also there where the body is readable but no plan.</param>
public readonly record struct DecisionReading(DecisionOutcome Outcome, Decision? Decision, LegSignals Signals)
{
    internal static DecisionReading NotAPlan => new(DecisionOutcome.NotAPlan, null, default);

    internal static DecisionReading TooLarge => new(DecisionOutcome.TooLarge, null, default);
}
