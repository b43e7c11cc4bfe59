namespace EndToEnd.Runbook;

/// <summary>A part of a runbook that is carried out.</summary>
/// <param name="Line">Where it begins, from 1.</param>
internal abstract record RunbookPart(int Line);
