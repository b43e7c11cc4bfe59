namespace EndToEnd.Runbook;

/// <summary>A <c>console</c> or <c>json</c> block: what the last step printed, shortened.</summary>
internal sealed record RunbookOutput(int Line, bool Json, string Text) : RunbookPart(Line);
