namespace Shadow.Decisions;

/// <summary>What an answer decides. Never holds more than its own strings: the answer's bytes are not referenced.</summary>
/// <param name="Agent">The agent chosen; null where the plan names none.</param>
/// <param name="Steps">The steps in order, each by its name; empty where the plan has none.</param>
/// <param name="Tools">The tools, each by its name; their order carries no meaning.</param>
/// <param name="DryRun">Whether the plan is only to be tried; null where the plan does not say.</param>
/// <param name="Objective">What the plan is for, where <c>Planner:Decision:Objective</c> points at it.</param>
public sealed record Decision(string? Agent, IReadOnlyList<string> Steps, IReadOnlyList<string> Tools, bool? DryRun, string? Objective);
