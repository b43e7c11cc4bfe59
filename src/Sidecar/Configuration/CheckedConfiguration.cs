namespace Sidecar.Configuration;

/// <summary>A configuration in which nothing is wrong.</summary>
/// <param name="Options">The sidecar's own sections.</param>
/// <param name="Tokens">The tokens of the environment.</param>
/// <param name="Warnings">What is allowed but may not be meant; a sentence each.</param>
public sealed record CheckedConfiguration(SidecarOptions Options, GuardTokens Tokens, IReadOnlyList<string> Warnings);
