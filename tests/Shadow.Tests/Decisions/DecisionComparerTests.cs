using Shadow.Decisions;

namespace Shadow.Tests.Decisions;

public class DecisionComparerTests
{
    private static readonly Decision Base = new("x", ["a", "b", "c"], ["t", "t", "u"], false, null);

    [Fact]
    public void Compare_Same_NothingChanged() =>
        Assert.Equal(new DecisionDiff(false, false, false, false, false, default), DecisionComparer.Compare(Base, Base with { }, 200, 201));

    [Theory]
    [InlineData("x", "x", false)]
    [InlineData("x", "X", true)]
    [InlineData("x", null, true)]
    [InlineData(null, null, false)]
    [InlineData(null, "", true)]
    [InlineData("é", "e\u0301", true)]
    public void Compare_Agents_ByOrdinal(string? v1, string? v2, bool changed)
    {
        var diff = DecisionComparer.Compare(Base with { Agent = v1 }, Base with { Agent = v2 }, null, null);

        Assert.Equal((changed, changed), (diff.AgentChanged, diff.AnyChange));
    }

    [Theory]
    [InlineData("ttu", "utt", false)]
    [InlineData("ttu", "tuu", true)]
    [InlineData("ttu", "tu", true)]
    [InlineData("", "t", true)]
    public void Compare_Tools_AsAMultiset(string v1, string v2, bool changed)
    {
        var diff = DecisionComparer.Compare(Base with { Tools = List(v1) }, Base with { Tools = List(v2) }, null, null);

        Assert.Equal((changed, changed), (diff.ToolsChanged, diff.AnyChange));
    }

    [Theory]
    [InlineData(null, false, false)]
    [InlineData(null, true, true)]
    [InlineData(true, true, false)]
    [InlineData(true, false, true)]
    public void Compare_DryRun_AbsentIsFalse(bool? v1, bool? v2, bool changed)
    {
        var diff = DecisionComparer.Compare(Base with { DryRun = v1 }, Base with { DryRun = v2 }, null, null);

        Assert.Equal((changed, changed), (diff.DryRunChanged, diff.AnyChange));
    }

    [Theory]
    [InlineData(200, 299, false)]
    [InlineData(200, 404, true)]
    [InlineData(400, 500, true)]
    [InlineData(200, null, true)]
    [InlineData(null, null, false)]
    public void Compare_Status_ByClassAndNotAsAChange(int? v1, int? v2, bool changed)
    {
        var diff = DecisionComparer.Compare(Base, Base, v1, v2);

        Assert.Equal((changed, false), (diff.StatusChanged, diff.AnyChange));
    }

    [Theory]
    [InlineData("", "", 0, 0, 0)]
    [InlineData("abc", "abc", 0, 0, 0)]
    [InlineData("", "abc", 3, 0, 0)]
    [InlineData("abc", "", 0, 3, 0)]
    [InlineData("abc", "axc", 1, 1, 0)]
    [InlineData("abc", "abxc", 1, 0, 0)]
    [InlineData("abc", "bca", 0, 0, 1)]
    [InlineData("abc", "cba", 0, 0, 2)]
    [InlineData("abcd", "dabc", 0, 0, 1)]
    [InlineData("aab", "ab", 0, 1, 0)]
    [InlineData("aab", "baa", 0, 0, 1)]
    [InlineData("abab", "baba", 0, 0, 1)]
    [InlineData("abcde", "xecay", 2, 2, 2)]
    [InlineData("ab", "cd", 2, 2, 0)]
    public void Compare_Steps_CountsTheEdit(string v1, string v2, int added, int removed, int moved)
    {
        var diff = DecisionComparer.Compare(Base with { Steps = List(v1) }, Base with { Steps = List(v2) }, null, null);

        Assert.Equal(new StepsEdit(added, removed, moved), diff.StepsEdit);
        Assert.Equal(v1 != v2, diff.StepsChanged);
        Assert.Equal(v1 != v2, diff.AnyChange);
    }

    [Fact]
    public void Compare_VeryLongLists_IsStillExactWithoutRepeats()
    {
        var steps = Enumerable.Range(0, 10_000).Select(i => $"s{i}").ToArray();

        var moved = DecisionComparer.Compare(Base with { Steps = steps }, Base with { Steps = [.. steps[1..], steps[0]] }, null, null);
        var reversed = DecisionComparer.Compare(Base with { Steps = steps }, Base with { Steps = [.. steps.Reverse()] }, null, null);

        Assert.Equal(new StepsEdit(0, 0, 1), moved.StepsEdit);
        Assert.Equal(new StepsEdit(0, 0, 9_999), reversed.StepsEdit);
    }

    private static string[] List(string letters) => [.. letters.Select(letter => letter.ToString())];
}
