namespace EndToEnd.Runbook;

/// <summary>Commands of a <c>bash</c> block up to the lines <c># → …</c> that say what comes of them.</summary>
/// <param name="Line">The line of its first command.</param>
/// <param name="Script">The commands.</param>
/// <param name="Expectations">What is said; none for commands that are silent.</param>
internal sealed record RunbookStep(int Line, string Script, IReadOnlyList<Expectation> Expectations) : RunbookPart(Line)
{
    /// <summary>Whether it is to be repeated until it holds.</summary>
    public bool Eventually => Expectations.Any(static expectation => expectation.Eventually);

    /// <summary>What is not as the document says; empty where all is.</summary>
    public IEnumerable<string> Faults(StepResult result)
    {
        foreach (var fault in Expectations.SelectMany(expectation => expectation.Faults(result)))
            yield return fault;
        if (result.Status >= 400 && !Expectations.Any(expectation => expectation.Status == result.Status))
            yield return $"it is answered with {result.Status}, which the document does not say";
        if (Expectations.Count == 0 && (result.Status is not null || result.Output.Length > 0))
            yield return "it asks or prints something, and no line '# → …' says what is to come";
    }
}
