using Shadow.Decisions;

namespace Shadow.Tests.Decisions;

public class BodySignalTests
{
    private readonly List<string> _bad = [];

    [Theory]
    [InlineData("""{"agent":"x","usage":{"cost":1.5,"quality":"95"},"build":"b1"}""")]
    [InlineData("""{"agent":"x","usage":{"cost":" 15e-1 ","quality":95.0},"build":" b1 "}""")]
    [InlineData("""{"usage":{"cost":"1\u002e5","quality":95},"build":"b1"}""")]
    public void Read_UsableSignals_AreRead(string json)
    {
        Assert.Equal(new LegSignals(1.5, 95, "b1"), Read(json));
        Assert.Empty(_bad);
    }

    [Theory]
    [InlineData("""{"agent":"x"}""")]
    [InlineData("""{"agent":"x","usage":null,"build":null}""")]
    [InlineData("""{"agent":"x","usage":{"cost":null,"quality":null}}""")]
    public void Read_NoSignals_AreNone(string json)
    {
        Assert.Equal(default, Read(json));
        Assert.Empty(_bad);
    }

    [Theory]
    [InlineData("-1", "101", "\"\"")]
    [InlineData("1e400", "\"NaN\"", "true")]
    [InlineData("\"1,5\"", "[]", "{\"v\":1}")]
    [InlineData("true", "{}", "[\"b\"]")]
    [InlineData("\"\"", "\"1 2\"", "\"ü\"")]
    public void Read_UnusableSignals_AreCountedAndIgnored(string cost, string quality, string build)
    {
        Assert.Equal(default, Read($$"""{"agent":"x","usage":{"cost":{{cost}},"quality":{{quality}}},"build":{{build}}}"""));
        Assert.Equal(["cost_cents", "quality", "build"], _bad);
    }

    [Fact]
    public void Read_BuildAsNumber_IsItsText() => Assert.Equal("42", Read("""{"agent":"x","build":42}""").Build);

    [Fact]
    public void Read_LongText_IsNotCutIntoANumber()
    {
        Assert.Null(Read("{\"usage\":{\"cost\":\"1" + new string(' ', 5000) + "x\"}}").CostCents);
        Assert.Equal(["cost_cents"], _bad);
    }

    [Fact]
    public void Read_SignalsInALaterEvent_ComeBeforeThePlans()
    {
        var stream = """
            data: {"agent":"x","usage":{"cost":1,"quality":90},"build":"b1"}

            data: {"usage":{"cost":2,"quality":"no"}}

            """;

        Assert.Equal(new LegSignals(2, 90, "b1"), Read(stream + "\n", "text/event-stream"));
        Assert.Equal(["quality"], _bad);
    }

    [Fact]
    public void Read_SignalsInAnEarlierEvent_FillWhatThePlanLacks() =>
        Assert.Equal(
            new LegSignals(2, null, null),
            Read("data: {\"usage\":{\"cost\":2}}\n\ndata: {\"agent\":\"x\"}\n\n", "text/event-stream")
        );

    [Fact]
    public void Read_PlanWithSignalsAfterOthers_IsTheLast() =>
        Assert.Equal(
            new LegSignals(null, null, "b2"),
            Read("data: {\"usage\":{\"cost\":2}}\n\ndata: {\"agent\":\"x\",\"build\":\"b2\"}\n\n", "text/event-stream")
        );

    private LegSignals Read(string body, string type = "application/json") =>
        DecisionReader.Read(Answers.Utf8(body), type, null, Answers.Decision, Answers.Signals, Answers.Cap, _bad.Add).Signals;
}
