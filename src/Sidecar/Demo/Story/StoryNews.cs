namespace Sidecar.Demo.Story;

/// <summary>Something within a step that is worth a line of its own as it happens.</summary>
/// <param name="Good">False for what an operator is woken for.</param>
/// <param name="Text">What happened.</param>
/// <param name="Detail">More about it, a line at the most.</param>
internal sealed record StoryNews(bool Good, string Text, string? Detail = null);
