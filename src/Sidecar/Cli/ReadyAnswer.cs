namespace Sidecar.Cli;

/// <summary>What a probe found.</summary>
/// <param name="Ready">True where the sidecar takes traffic.</param>
/// <param name="Sentence">One line for people.</param>
internal readonly record struct ReadyAnswer(bool Ready, string Sentence);
