namespace Shadow.Decisions;

/// <summary>What is looked for in an answer; the number is its bit in the sets of <see cref="PlanPointers"/>.</summary>
internal enum PlanField
{
    Agent,
    Steps,
    Tools,
    DryRun,
    Objective,
    CostCents,
    Quality,
    Build,
}
