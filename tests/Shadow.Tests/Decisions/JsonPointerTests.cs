using Shadow.Decisions;

namespace Shadow.Tests.Decisions;

public class JsonPointerTests
{
    // The examples of RFC 6901, section 5, each with the value that it points at turned into an agent's name.
    private const string Example = """
        {"foo":["bar","baz"],"":"0","a/b":"1","c%d":"2","e^f":"3","g|h":"4","i\\j":"5","k\"l":"6"," ":"7","m~n":"8","~1":"9","ü":"u"}
        """;

    [Theory]
    [InlineData("/foo/0", "bar")]
    [InlineData("/foo/1", "baz")]
    [InlineData("/", "0")]
    [InlineData("/a~1b", "1")]
    [InlineData("/c%d", "2")]
    [InlineData("/e^f", "3")]
    [InlineData("/g|h", "4")]
    [InlineData("/i\\j", "5")]
    [InlineData("/k\"l", "6")]
    [InlineData("/ ", "7")]
    [InlineData("/m~0n", "8")]
    [InlineData("/~01", "9")]
    [InlineData("/ü", "u")]
    public void Agent_PointerOfTheStandard_FindsItsValue(string path, string expected) =>
        Assert.Equal(expected, Answers.Decided(Example, new DecisionOptions { Agent = JsonPointer.Parse(path) }).Agent);

    [Theory]
    [InlineData("/foo/2")]
    [InlineData("/foo/-")]
    [InlineData("/foo/00")]
    [InlineData("/foo/01")]
    [InlineData("/foo/+1")]
    [InlineData("/foo/ 1")]
    [InlineData("/foo/1e0")]
    [InlineData("/foo/99999999999999999999")]
    [InlineData("/foo/0/x")]
    [InlineData("/a")]
    [InlineData("/foo/")]
    public void Agent_PointerAtNothing_IsNotAPlan(string path) =>
        Assert.Equal(DecisionOutcome.NotAPlan, Answers.Document(Example, new DecisionOptions { Agent = JsonPointer.Parse(path) }).Outcome);

    [Fact]
    public void Steps_PointerAtTheWholeDocument_ReadsAnArray()
    {
        var options = new DecisionOptions { Steps = JsonPointer.Parse(""), Agent = JsonPointer.Parse("/0/agent") };

        var decision = Answers.Decided("""[{"agent":"x","name":"n"},"b"]""", options);

        Assert.Equal("x", decision.Agent);
        Assert.Equal(["n", "b"], decision.Steps);
    }

    [Fact]
    public void Pointers_OneWithinAnother_BothFind()
    {
        var options = new DecisionOptions { Objective = JsonPointer.Parse("/plan"), Agent = JsonPointer.Parse("/plan/agent") };

        var decision = Answers.Decided("""{"plan":{"agent":"x","b":[1, 2]}}""", options);

        Assert.Equal("x", decision.Agent);
        Assert.Equal("""{"agent":"x","b":[1,2]}""", decision.Objective);
    }

    [Fact]
    public void Index_KeyOfDigits_FindsPropertyToo() =>
        Assert.Equal("x", Answers.Decided("""{"0":"x"}""", new DecisionOptions { Agent = JsonPointer.Parse("/0") }).Agent);

    [Fact]
    public void Equals_WrittenAlike_IsEqual()
    {
        Assert.Equal(new DecisionOptions(), new DecisionOptions());
        Assert.NotEqual(JsonPointer.Parse("/a"), JsonPointer.Parse("/A"));
    }

    [Theory]
    [InlineData("agent")]
    [InlineData("/a~")]
    [InlineData("/a~2")]
    public void Parse_NoPointer_SaysSo(string text) =>
        Assert.Contains(text, Assert.Throws<FormatException>(() => JsonPointer.Parse(text)).Message, StringComparison.Ordinal);
}
