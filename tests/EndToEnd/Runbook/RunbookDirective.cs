namespace EndToEnd.Runbook;

/// <summary>A comment that readers do not see: what happens around the sidecar meanwhile, such as <c>traffic: 200 runs</c>.</summary>
internal sealed record RunbookDirective(int Line, string Text) : RunbookPart(Line);
