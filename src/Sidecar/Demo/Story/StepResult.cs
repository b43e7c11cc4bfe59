using Sidecar.Demo.Traffic;

namespace Sidecar.Demo.Story;

/// <summary>How a step ended.</summary>
/// <param name="Seen">In a few words, for the list of steps.</param>
/// <param name="Checks">Everything that was checked.</param>
internal sealed record StepResult(string Seen, IReadOnlyList<StepCheck> Checks)
{
    /// <summary>The disagreements to show, where the step is about them.</summary>
    public IReadOnlyList<KeyValuePair<AgentPair, long>> Disagreements { get; init; } = [];

    /// <summary>Lines to show as they are, where the step has any.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>True where something was checked and all of it held.</summary>
    public bool Held => Checks.Count > 0 && Checks.All(check => check.Held);

    /// <summary>A step that could not be carried out.</summary>
    public static StepResult Broken(Exception e) =>
        new("could not be carried out", [new StepCheck(false, "the step could be carried out", e.Message)]);
}
