using Shadow.Decisions;

namespace Shadow.Tests.Decisions;

public class EventStreamTests
{
    private const string X = "{\"agent\":\"x\"}";
    private const string Y = "{\"agent\":\"y\"}";

    [Theory]
    [InlineData($"data: {X}\n\n")]
    [InlineData($"data:{X}\n\n")]
    [InlineData($"data:  {X}\n\n")]
    [InlineData($"data: {X}\r\n\r\n")]
    [InlineData($"data: {X}\r\r")]
    [InlineData($"\uFEFFdata: {X}\n\n")]
    [InlineData($"\n\n: comment\n\nevent: plan\nid: 1\ndata: {X}\nretry: 5\n\n")]
    [InlineData("data: {\"agent\":\ndata: \"x\"\r\ndata\ndata:\ndata: }\r\r")]
    [InlineData($"data: {Y}\n\ndata: {X}\n\n")]
    [InlineData($"data: {X}\n\ndata: [DONE]\n\n")]
    [InlineData($"data: {X}\n\ndata: word\n\ndata: {{\"token\":\"agent\"}}\n\ndata: {{\"agent\":5}}\n\ndata: {{\"agent\n\n")]
    [InlineData($"data: {X}")]
    [InlineData($"data: {X}\n")]
    [InlineData($"data: {X}\r")]
    [InlineData($"data: {X}\n\ndata: {{\"agent\":\"cut")]
    [InlineData($"data: {X}\n\ndat")]
    [InlineData("data: {\"\\u0061gent\":\"x\"}\n\n")]
    public void Read_Stream_LastPlanCounts(string stream)
    {
        var reading = Answers.Stream(stream);

        Assert.Equal(DecisionOutcome.Plan, reading.Outcome);
        Assert.Equal("x", reading.Decision!.Agent);
    }

    [Theory]
    [InlineData("")]
    [InlineData(X)]
    [InlineData($" data: {X}\n\n")]
    [InlineData($"Data: {X}\n\n")]
    [InlineData($"data : {X}\n\n")]
    [InlineData($"datax: {X}\n\n")]
    [InlineData($"dat: {X}\n\n")]
    [InlineData($": data: {X}\n\n")]
    [InlineData($"\uFEFF\uFEFFdata: {X}\n\n")]
    [InlineData("data: {\"agent\":\n\ndata: \"x\"}\n\n")]
    [InlineData($"data: {X}\ndata: {Y}\n\n")]
    [InlineData("data: [DONE]\n\n")]
    public void Read_StreamWithoutPlan_IsNotAPlan(string stream) => Assert.Equal(DecisionOutcome.NotAPlan, Answers.Stream(stream).Outcome);

    [Fact]
    public void Read_PlanOfTooManySteps_IsTooLarge()
    {
        var steps = string.Join(',', Enumerable.Repeat("1", 10_001));

        Assert.Equal(DecisionOutcome.TooLarge, Answers.Stream($"data: {X}\n\ndata: {{\"steps\":[{steps}]}}\n\n").Outcome);
    }
}
