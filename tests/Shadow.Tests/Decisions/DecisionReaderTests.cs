using System.Text;
using Shadow.Decisions;

namespace Shadow.Tests.Decisions;

public class DecisionReaderTests
{
    [Fact]
    public void Document_WholePlan_IsRead()
    {
        var decision = Answers.Decided(Answers.Plan);

        Assert.Equal("inbox_triage", decision.Agent);
        Assert.Equal(["a", "b"], decision.Steps);
        Assert.Equal(["t"], decision.Tools);
        Assert.True(decision.DryRun);
        Assert.Null(decision.Objective);
    }

    [Theory]
    [InlineData("""{"agent":"x"}""")]
    [InlineData("""{"agent":""}""")]
    [InlineData("""{"steps":[]}""")]
    [InlineData("""{"agent":null,"steps":[]}""")]
    [InlineData("""{"agent":"x","steps":null,"tools":null,"dry_run":null}""")]
    [InlineData(" \r\n\t{\"agent\":\"x\"}\n ")]
    [InlineData("\uFEFF{\"agent\":\"x\"}")]
    public void Document_AgentOrSteps_IsAPlan(string json) => Assert.Equal(DecisionOutcome.Plan, Answers.Document(json).Outcome);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("\"agent\"")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("hello")]
    [InlineData("""{"agent":null}""")]
    [InlineData("""{"tools":[],"dry_run":true}""")]
    [InlineData("""{"agent":5,"steps":[]}""")]
    [InlineData("""{"agent":{"name":"x"},"steps":[]}""")]
    [InlineData("""{"agent":"x","steps":"a"}""")]
    [InlineData("""{"agent":"x","steps":{}}""")]
    [InlineData("""{"agent":"x","tools":"t"}""")]
    [InlineData("""{"agent":"x","tools":{"t":1}}""")]
    [InlineData("""{"agent":"x","dry_run":"yes"}""")]
    [InlineData("""{"agent":"x","dry_run":1}""")]
    [InlineData("""{"plan":{"agent":"x"}}""")]
    [InlineData("""{"agent":"x"}{"agent":"y"}""")]
    [InlineData("""{"agent":"x"} x""")]
    [InlineData("""{"agent":"x",}""")]
    [InlineData("""{"agent":"x"/**/}""")]
    [InlineData("""{"agent":"x" """)]
    [InlineData("""{"agent":"x","steps":["a" """)]
    [InlineData("""{'agent':'x'}""")]
    [InlineData("""{"agent":"x","n":01}""")]
    [InlineData("""{"agent":"x","n":NaN}""")]
    [InlineData("{\"agent\":\"a\nb\"}")]
    public void Document_OfAnotherShape_IsNotAPlan(string json)
    {
        var reading = Answers.Document(json);

        Assert.Equal(DecisionOutcome.NotAPlan, reading.Outcome);
        Assert.Null(reading.Decision);
    }

    [Theory]
    [InlineData("""{"agent":"x","agent":"y"}""", "y")]
    [InlineData("""{"agent":5,"agent":"y"}""", "y")]
    [InlineData("""{"\u0061gent":"x"}""", "x")]
    [InlineData("""{"agent":"x","\u0061gent":"y"}""", "y")]
    [InlineData("""{"\ud800":1,"agent":"x"}""", "x")]
    [InlineData("""{"agent":"a\ud800b"}""", "a\uFFFDb")]
    [InlineData("""{"agent":"\udc00\ud83d\ude00\ud83d"}""", "\uFFFD\U0001F600\uFFFD")]
    [InlineData("""{"agent":"\ud83d\u0041"}""", "\uFFFDA")]
    [InlineData("""{"agent":"q\"\\\/\b\f\n\r\tü\u00fc"}""", "q\"\\/\b\f\n\r\tüü")]
    [InlineData("""{"agent":"x","big":123456789012345678901234567890e999999}""", "x")]
    public void Document_UnusualSpelling_IsRead(string json, string agent) => Assert.Equal(agent, Answers.Decided(json).Agent);

    [Theory]
    [InlineData("""{"agent":"x","agent":5}""")]
    [InlineData("""{"steps":["a"],"steps":"b"}""")]
    public void Document_LastOfDuplicatesIsWrong_IsNotAPlan(string json) =>
        Assert.Equal(DecisionOutcome.NotAPlan, Answers.Document(json).Outcome);

    [Fact]
    public void Document_DuplicateOfAParent_ForgetsWhatTheEarlierHeld()
    {
        var nested = new DecisionOptions { Agent = JsonPointer.Parse("/plan/agent"), Steps = JsonPointer.Parse("/plan/steps") };

        var decision = Answers.Decided("""{"plan":{"agent":"x"},"plan":{"steps":["a"]}}""", nested);

        Assert.Null(decision.Agent);
        Assert.Equal(["a"], decision.Steps);
    }

    [Fact]
    public void Document_NestedPlan_IsRead()
    {
        var nested = new DecisionOptions
        {
            Agent = JsonPointer.Parse("/choices/1/plan/agent"),
            Steps = JsonPointer.Parse("/choices/1/plan/steps"),
            Tools = JsonPointer.Parse("/tools"),
        };

        var decision = Answers.Decided(
            """{"choices":[{"plan":{"agent":"no"}},{"plan":{"agent":"x","steps":["s"]}}],"tools":["t"]}""",
            nested
        );

        Assert.Equal(("x", "s", "t"), (decision.Agent, Assert.Single(decision.Steps), Assert.Single(decision.Tools)));
    }

    [Theory]
    [InlineData("\"inbox\"", "inbox")]
    [InlineData("{ \"b\" : 1, \"a\" : [true, null] }", """{"a":[true,null],"b":1}""")]
    [InlineData("1.50", "1.50")]
    [InlineData("true", "true")]
    [InlineData("null", null)]
    public void Objective_OfAnyType_IsText(string value, string? expected)
    {
        var options = new DecisionOptions { Objective = JsonPointer.Parse("/objective") };

        Assert.Equal(expected, Answers.Decided("{\"agent\":\"x\",\"objective\":" + value + "}", options).Objective);
    }

    [Fact]
    public void Objective_Long_IsCut()
    {
        var options = new DecisionOptions { Objective = JsonPointer.Parse("/o") };

        Assert.Equal(new string('o', 256), Answers.Decided($$"""{"agent":"x","o":"{{new string('o', 257)}}"}""", options).Objective);
        Assert.Equal(256, Answers.Decided($$"""{"agent":"x","o":["{{new string('o', 257)}}"]}""", options).Objective!.Length);
    }

    [Fact]
    public void Agent_Long_IsCutBesideASurrogatePair()
    {
        var long4096 = new string('x', 4096);

        Assert.Equal(long4096, Answers.Decided($$"""{"agent":"{{long4096}}"}""").Agent);
        Assert.Equal(long4096, Answers.Decided($$"""{"agent":"{{long4096}}y"}""").Agent);
        Assert.Equal(long4096[1..], Answers.Decided($$"""{"agent":"{{long4096[1..]}}😀"}""").Agent);
        Assert.Equal(long4096[1..], Answers.Decided($$"""{"agent":"{{long4096[1..]}}\ud83d\ude00"}""").Agent);
        Assert.Equal(long4096[1..], Answers.Decided($$"""{"agent":"{{long4096[1..]}}😀\n"}""").Agent);
    }

    [Theory]
    [InlineData(64, DecisionOutcome.Plan)]
    [InlineData(65, DecisionOutcome.NotAPlan)]
    [InlineData(100_000, DecisionOutcome.NotAPlan)]
    public void Document_Deep_IsReadToTheLimit(int depth, DecisionOutcome expected)
    {
        var (open, close) = (new string('[', depth - 1), new string(']', depth - 1));

        Assert.Equal(expected, Answers.Document("{\"agent\":\"x\",\"d\":" + open + close + "}").Outcome);
        Assert.Equal(expected, Answers.Document("{\"steps\":" + open + close + "}").Outcome);
    }

    [Fact]
    public void Document_InvalidUtf8_IsNotAPlan()
    {
        byte[] json = [.. "{\"agent\":\"x\",\"y\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        Assert.Equal(DecisionOutcome.NotAPlan, Answers.Body(json).Outcome);
        Assert.Equal(DecisionOutcome.NotAPlan, Answers.Body(Encoding.Unicode.GetBytes(Answers.Plan)).Outcome);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("text/html")]
    [InlineData("application/problem+json; charset=utf-8")]
    public void Read_AnyOtherContentType_IsTriedAsJson(string? type) =>
        Assert.Equal(DecisionOutcome.Plan, Answers.Body(Answers.Utf8(Answers.Plan), type).Outcome);

    [Theory]
    [InlineData("text/event-stream")]
    [InlineData(" Text/Event-Stream ;charset=utf-8")]
    public void Read_EventStreamType_IsReadAsEvents(string type) =>
        Assert.Equal(DecisionOutcome.Plan, Answers.Body(Answers.Utf8($"data: {Answers.Plan}\n\n"), type).Outcome);
}
