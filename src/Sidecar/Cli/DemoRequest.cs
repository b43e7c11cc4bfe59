namespace Sidecar.Cli;

/// <summary>What <c>sidecar demo</c> was asked for.</summary>
/// <param name="Once">True: end after the story.</param>
/// <param name="Port">The sidecar's port; null: the next free one from 8000.</param>
/// <param name="Plain">True: lines instead of a live view, on a terminal too.</param>
public sealed record DemoRequest(bool Once, int? Port, bool Plain);
