namespace Sidecar.Demo.Story;

/// <summary>How the story ended.</summary>
/// <param name="Steps">The steps that were told, in order; fewer than planned where one could not be carried out.</param>
/// <param name="Planned">The steps that there are.</param>
/// <param name="Took">From the first to the last.</param>
internal sealed record StoryResult(IReadOnlyList<StepResult> Steps, int Planned, TimeSpan Took)
{
    /// <summary>True where every step was told and every check held.</summary>
    public bool Held => Steps.Count == Planned && Steps.All(step => step.Held);

    /// <summary>Every check, in order.</summary>
    public IEnumerable<StepCheck> Checks => Steps.SelectMany(step => step.Checks);
}
