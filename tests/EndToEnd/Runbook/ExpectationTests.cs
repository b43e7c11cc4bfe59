namespace EndToEnd.Runbook;

public sealed class ExpectationTests
{
    private const string Output = """{"kill_switch":true,"breaches":["quality (V1: 95.0, V2: 82.0, drop: 13.0)"],"canary_pct":0}""";

    [Theory]
    [InlineData("200")]
    [InlineData("200, \"kill_switch\":true, \"canary_pct\":0")]
    [InlineData("200, \"breaches\":[\"quality (V1: …, V2: …, drop: …)\"]")]
    [InlineData("not \"kill_switch\":false, kill…breaches")]
    [InlineData("within 2 s: 200, kill_switch")]
    public void Faults_WhatHolds_IsNone(string text) => Assert.Empty(Expectation.Parse(text).Faults(new StepResult(200, Output)));

    [Theory]
    [InlineData("409")]
    [InlineData("\"kill_switch\":false")]
    [InlineData("\"breaches\":[\"cost (V2: …¢ > 3.0¢)\"]")]
    [InlineData("\"breaches\":[\"quality (V1: 96.0, V2: …, drop: …)\"]")]
    [InlineData("not \"canary_pct\":0")]
    [InlineData("kill.switch")]
    public void Faults_WhatDoesNotHold_IsOne(string text) => Assert.Single(Expectation.Parse(text).Faults(new StepResult(200, Output)));

    [Fact]
    public void Faults_NoRequestWasMade_IsOne() => Assert.Single(Expectation.Parse("200").Faults(new StepResult(null, Output)));

    [Theory]
    [InlineData("200, a", false)]
    [InlineData("within 10 s: 200, a", true)]
    public void Parse_Within_IsWaitedFor(string text, bool eventually) => Assert.Equal(eventually, Expectation.Parse(text).Eventually);
}
