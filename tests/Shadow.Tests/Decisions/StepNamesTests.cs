using CsCheck;
using Shadow.Decisions;

namespace Shadow.Tests.Decisions;

public class StepNamesTests
{
    [Theory]
    [InlineData("\"a\"", "a")]
    [InlineData("5", "5")]
    [InlineData("-1.0E+2", "-1.0E+2")]
    [InlineData("true", "true")]
    [InlineData("null", "null")]
    [InlineData("""{"name":"n","id":"i","tool":"t"}""", "n")]
    [InlineData("""{"tool":"t","id":"i"}""", "i")]
    [InlineData("""{"tool":"t","args":{"name":"no"}}""", "t")]
    [InlineData("""{"name":5,"id":"i"}""", "i")]
    [InlineData("""{"name":"","id":"i"}""", "")]
    [InlineData("""{"name":"a","name":"b"}""", "b")]
    [InlineData("""{"name":"a","name":null,"tool":"t"}""", "t")]
    [InlineData("""{"n\u0061me":"n"}""", "n")]
    [InlineData("""{"Name":"N"}""", """{"Name":"N"}""")]
    [InlineData("""{ "name" : 5 , "a" : 1 }""", """{"a":1,"name":5}""")]
    [InlineData("""[ 1 , [ ] , { } ]""", "[1,[],{}]")]
    [InlineData("""{"b":{"d":1,"c":[{"z":1,"y":2}]},"a":1.50}""", """{"a":1.50,"b":{"c":[{"y":2,"z":1}],"d":1}}""")]
    [InlineData("""{"k":1,"k":2}""", """{"k":2}""")]
    [InlineData("""{"B":1,"a":2,"\u0041":3}""", """{"A":3,"B":1,"a":2}""")]
    [InlineData("""{"k":"\u00fc\/\"\\\n\u0001"}""", """{"k":"ü/\"\\\u000a\u0001"}""")]
    [InlineData("""{"\ud800":"\udc00"}""", "{\"\uFFFD\":\"\uFFFD\"}")]
    public void Step_OfAnyKind_HasItsName(string step, string name)
    {
        var decision = Answers.Decided($$"""{"steps":["x",{{step}},"y"],"tools":[{{step}}]}""");

        Assert.Equal(["x", name, "y"], decision.Steps);
        Assert.Equal([name], decision.Tools);
    }

    [Fact]
    public void Step_Long_IsCut()
    {
        var text = new string('x', 5000);

        var decision = Answers.Decided($$"""{"steps":["{{text}}",{"name":"{{text}}"},{"a":"{{text}}"},["{{text}}",1,2]]}""");

        Assert.All(decision.Steps, step => Assert.Equal(4096, step.Length));
    }

    [Theory]
    [InlineData(10_000, DecisionOutcome.Plan)]
    [InlineData(10_001, DecisionOutcome.TooLarge)]
    public void List_Long_IsReadToTheLimit(int count, DecisionOutcome expected)
    {
        var list = string.Join(',', Enumerable.Repeat("[]", count));

        Assert.Equal(expected, Answers.Document("{\"steps\":[" + list + "]}").Outcome);
        Assert.Equal(expected, Answers.Document("{\"agent\":\"x\",\"tools\":[" + list + "]}").Outcome);
    }

    [Fact]
    public void Step_PropertiesInAnotherOrder_HasTheSameName()
    {
        var property = Gen.Select(Gen.Int[0, 50].Select(i => $"k{i}"), Gen.Int, Gen.Bool);
        Gen.Select(property.Array[0, 8], Gen.Int)
            .Sample(
                (properties, seed) =>
                {
                    var distinct = properties.DistinctBy(p => p.Item1).ToArray();
                    var shuffled = distinct.ToArray();
                    new Random(seed).Shuffle(shuffled);
                    string Step((string, int, bool)[] of) =>
                        "{" + string.Join(" ,\n", of.Select(p => $"\"{p.Item1}\": " + (p.Item3 ? $"[{p.Item2}]" : $"{p.Item2}"))) + "}";
                    var decision = Answers.Decided($$"""{"steps":[{{Step(distinct)}},{{Step(shuffled)}}]}""");
                    var canonical = decision.Steps[0];
                    Assert.Equal(canonical, decision.Steps[1]);
                    Assert.Equal(canonical, Assert.Single(Answers.Decided($$"""{"steps":[{{canonical}}]}""").Steps));
                }
            );
    }

    [Fact]
    public void Read_NameWithAnEmojiMore_IsAnotherName() =>
        Assert.Equal(["i"], Answers.Decided("""{"steps":[{"id":"i","name😀":"n"}]}""").Steps);

    [Fact]
    public void Read_PropertyWithAnEscapedEmojiMore_IsAnotherProperty() =>
        Assert.Equal("a", Answers.Decided("""{"agent":"a","agent\ud83d\ude00":"b"}""").Agent);
}
