namespace Rig;

/// <summary>How a planner answers.</summary>
/// <param name="Status">Its status.</param>
/// <param name="CostCents">The cost that it reports.</param>
/// <param name="Quality">The quality that it reports.</param>
/// <param name="Takes">How long it takes.</param>
internal sealed record PlannerConduct(int Status, double CostCents, double Quality, TimeSpan Takes)
{
    /// <summary>Nothing is wrong with it, and it answers at once.</summary>
    public static PlannerConduct Healthy { get; } = new(200, 1, 95, TimeSpan.Zero);
}
