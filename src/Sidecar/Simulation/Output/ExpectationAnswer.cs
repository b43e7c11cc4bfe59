namespace Sidecar.Simulation.Output;

/// <summary>Whether what was expected came.</summary>
internal sealed record ExpectationAnswer(bool Held, IReadOnlyList<string> Unmet)
{
    public static ExpectationAnswer? From(IReadOnlyList<string>? unmet) =>
        unmet is null ? null : new ExpectationAnswer(unmet.Count == 0, unmet);
}
