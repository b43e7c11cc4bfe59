namespace Sidecar.Cli;

/// <summary>How <c>sidecar simulate</c> is to run a scenario.</summary>
/// <param name="Repeat">How many passes; null: one, with its timeline.</param>
/// <param name="Verbose">True: with every judgement.</param>
/// <param name="Json">True: as JSON.</param>
internal sealed record SimulateRequest(int? Repeat, bool Verbose, bool Json);
