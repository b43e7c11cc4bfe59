namespace Sidecar.Demo.Screens;

/// <summary>A step in the live view's list.</summary>
/// <param name="Title">The step's title.</param>
/// <param name="Held">Null until it ended.</param>
/// <param name="Seen">What was seen, once it ended.</param>
internal sealed record StepLine(string Title, bool? Held, string Seen);
