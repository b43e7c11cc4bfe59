using Fuzz.Engine;

namespace Fuzz;

public sealed class EngineTests
{
    private static readonly byte[][] Inputs = ["{\"a\":[1,2,3]}"u8.ToArray(), "data: x\r\n\r\n"u8.ToArray(), []];

    [Fact]
    public void Next_SameSeed_MakesTheSameInputs() => Assert.Equal(Some(7), Some(7));

    [Fact]
    public void Next_AnotherSeed_MakesOthers() => Assert.NotEqual(Some(7), Some(8));

    [Fact]
    public void Next_AnyInput_IsWithinTheBound() => Assert.All(Some(9), static input => Assert.InRange(input.Length, 0, 200));

    [Fact]
    public void Smallest_Finding_IsWhatShowsIt()
    {
        using var target = new FakeTarget(static input => Promise.Holds(!input.Contains((byte)'X'), "no X"));
        var finding = Trial.Of(target, "some longer text with an X in it"u8.ToArray());

        Assert.NotNull(finding);
        Assert.Equal("X"u8.ToArray(), Minimiser.Smallest(target, finding).Input);
    }

    [Fact]
    public void Smallest_AnotherFault_IsNotTakenForTheSame()
    {
        using var target = new FakeTarget(static input =>
            Promise.Holds(input.Length > 3 && !input.Contains((byte)'X'), input.Length > 3 ? "no X" : "long")
        );
        var finding = Trial.Of(target, "aaaaX"u8.ToArray());

        Assert.NotNull(finding);
        Assert.Equal(4, Minimiser.Smallest(target, finding).Input.Length);
    }

    [Fact]
    public void Allocates_MoreThanAllowed_IsAFinding()
    {
        using var target = new FakeTarget(static input =>
            Promise.Allocates(input.Length, 1, 0, static () => GC.KeepAlive(new byte[1_000_000]))
        );

        Assert.Equal("memory is bounded by the input", Trial.Of(target, [1])?.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\u001b[2J")]
    [InlineData("a\nb")]
    public void IsForPeople_TextThatIsNot_IsAFinding(string text) => Assert.Throws<PromiseBrokenException>(() => Promise.IsForPeople(text));

    [Fact]
    public void IsForPeople_HalfAnEmoji_IsAFinding() => Assert.Throws<PromiseBrokenException>(() => Promise.IsForPeople("😀"[..1]));

    private static List<byte[]> Some(int seed)
    {
        var mutator = new Mutator(seed, ["word"], 200);
        return [.. Enumerable.Range(0, 300).Select(_ => mutator.Next(Inputs))];
    }
}
