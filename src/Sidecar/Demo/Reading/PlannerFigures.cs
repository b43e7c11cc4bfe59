namespace Sidecar.Demo.Reading;

/// <summary>What is shown of one planner.</summary>
/// <param name="Answered">Runs whose answer the agent got from it.</param>
/// <param name="Legs">The guard's figures of its legs.</param>
/// <param name="Shadowed">True where the figures come from shadow legs, since it has served nothing in this epoch.</param>
internal sealed record PlannerFigures(long Answered, LegReading Legs, bool Shadowed);
