namespace EndToEnd.Runbook;

/// <summary>A <c>jsonc</c> block that begins with <c>// yarp.json</c>: what an operator writes into that file.</summary>
internal sealed record RunbookFragment(int Line, string Text) : RunbookPart(Line);
