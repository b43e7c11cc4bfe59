namespace EndToEnd.Runbook;

/// <summary>Nothing of a runbook is passed over: what is not read as it was meant is a fault.</summary>
public sealed class RunbookDocumentTests
{
    [Fact]
    public void Parse_CommandsAndWhatComesOfThem_AreStepsInTheirOrder()
    {
        const string Text = """
            # Title

            ```bash
            A=1
            first
            # → 200
            # → not "gone"
            second \
              --more
            # → 409
            ```
            ```console
            shown
            ```

            <!-- traffic: 5 runs -->
            ```jsonc
            // yarp.json
            {}
            ```
            ```promql
            up
            ```
            """;

        var parts = RunbookDocument.Parse(Text).Parts;

        var first = Assert.IsType<RunbookStep>(parts[0]);
        Assert.Equal((4, "A=1\nfirst", 2), (first.Line, first.Script, first.Expectations.Count));
        var second = Assert.IsType<RunbookStep>(parts[1]);
        Assert.Equal((8, "second \\\n  --more", 409), (second.Line, second.Script, second.Expectations[0].Status));
        Assert.Equal(new RunbookOutput(13, false, "shown"), parts[2]);
        Assert.Equal(new RunbookDirective(16, "traffic: 5 runs"), parts[3]);
        Assert.Equal(new RunbookFragment(18, "// yarp.json\n{}"), parts[4]);
        Assert.Equal(5, parts.Count);
    }

    [Theory]
    [InlineData("```bash\nls", "line 1: a fence that is not closed")]
    [InlineData("text\n  ```bash\nls\n```", "line 2: a fence that does not begin its line")]
    [InlineData("```\nls\n```", "line 1: a fence that does not begin its line, or names no language")]
    [InlineData("```sh\nls\n```", "line 1: a block in 'sh'")]
    [InlineData("```bash\n# → 200\n```", "line 2: an expectation without a command")]
    [InlineData("```bash\nls\n# → 200, \n```", "line 3: an expectation without a text")]
    [InlineData("```bash\nls\n# → 200, 409\n```", "line 3: more than one status")]
    [InlineData("```bash\nrm file\nls\n# → within 2 s: file\n```", "line 2: more than one line that is waited for")]
    [InlineData("```json\n{}\n```", "line 1: a json block shows what a bash block")]
    [InlineData("text <!-- v2: poor -->", "line 1: a comment that has not a line of its own")]
    public void Parse_WhatIsNotUnderstood_IsAFaultWithItsLine(string text, string fault) =>
        Assert.StartsWith(fault, Assert.Throws<FormatException>(() => RunbookDocument.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Faults_ARefusalOrAnOutputThatIsNotSpokenOf_IsOne()
    {
        var silent = new RunbookStep(1, "ls", []);
        var said = new RunbookStep(1, "ls", [Expectation.Parse("detail")]);

        Assert.Empty(silent.Faults(new StepResult(null, "")));
        Assert.Single(silent.Faults(new StepResult(null, "something")));
        Assert.Single(silent.Faults(new StepResult(200, "")));
        Assert.Empty(said.Faults(new StepResult(200, "a detail")));
        Assert.Single(said.Faults(new StepResult(409, "a detail")));
    }
}
