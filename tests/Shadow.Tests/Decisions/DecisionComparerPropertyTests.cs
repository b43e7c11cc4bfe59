using CsCheck;
using Shadow.Decisions;

namespace Shadow.Tests.Decisions;

public class DecisionComparerPropertyTests
{
    private static readonly Gen<string[]> Names = Gen.Char['a', 'f'].Select(letter => letter.ToString()).Array[0, 12];

    private static readonly Gen<Decision> Decisions = Gen.Select(
        Gen.OneOf(null, "", "x", "y"),
        Names,
        Names,
        Gen.OneOf<bool?>(null, false, true),
        (agent, steps, tools, dryRun) => new Decision(agent, steps, tools, dryRun, null)
    );

    [Fact]
    public void Compare_Swapped_IsTheMirrorImage() =>
        Gen.Select(Decisions, Decisions)
            .Sample(
                (one, other) =>
                {
                    var there = DecisionComparer.Compare(one, other, 200, 404);
                    var back = DecisionComparer.Compare(other, one, 404, 200);
                    var edit = there.StepsEdit;
                    Assert.Equal(there with { StepsEdit = new StepsEdit(edit.Removed, edit.Added, edit.Moved) }, back);
                }
            );

    [Fact]
    public void Compare_Copy_NothingChanged() =>
        Decisions.Sample(decision =>
        {
            var copy = decision with { Steps = [.. decision.Steps], Tools = [.. decision.Tools.Reverse()] };
            Assert.Equal(
                new DecisionDiff(false, false, false, false, false, default),
                DecisionComparer.Compare(decision, copy, null, null)
            );
        });

    [Fact]
    public void Compare_Any_FlagsAgreeWithTheEdit() =>
        Gen.Select(Decisions, Decisions)
            .Sample(
                (one, other) =>
                {
                    var diff = DecisionComparer.Compare(one, other, null, null);
                    var edit = diff.StepsEdit;
                    Assert.Equal(diff.StepsChanged, edit != default);
                    Assert.Equal(other.Steps.Count - one.Steps.Count, edit.Added - edit.Removed);
                    Assert.Equal(!one.Tools.Order().SequenceEqual(other.Tools.Order()), diff.ToolsChanged);
                    Assert.Equal(diff.AgentChanged || diff.StepsChanged || diff.ToolsChanged || diff.DryRunChanged, diff.AnyChange);
                }
            );

    [Fact]
    public void Compare_Steps_MovesAreThoseOutsideTheLongestCommonSubsequence()
    {
        var few = Gen.Char['a', 'd'].Select(letter => letter.ToString()).Array[0, 7];
        Gen.Select(few, few)
            .Sample(
                (one, other) =>
                {
                    var edit = DecisionComparer.Compare(Of(one), Of(other), null, null).StepsEdit;
                    Assert.Equal(one.Length - edit.Removed - edit.Moved, Longest(one, other));
                }
            );
    }

    [Fact]
    public void CommonSubsequence_BeyondTheTable_IsSymmetricAndNeverTooLong()
    {
        // Lists just over the table's size, so that one way takes the ranks, against the table of the lists in parts.
        var list = Gen.Int[0, 3000].Array[2010, 2020];
        Gen.Select(list, list)
            .Sample(
                (one, other) =>
                {
                    var length = CommonSubsequence.Length((one, other));
                    Assert.Equal(length, CommonSubsequence.Length((other, one)));
                    Assert.InRange(length, 1, CommonSubsequence.Length((one[..1980], other)) + one.Length - 1980);
                },
                iter: 10
            );
    }

    private static Decision Of(string[] steps) => new(null, steps, [], null, null);

    private static int Longest(ReadOnlySpan<string> one, ReadOnlySpan<string> other)
    {
        if (one.IsEmpty || other.IsEmpty)
            return 0;
        if (one[0] == other[0])
            return 1 + Longest(one[1..], other[1..]);
        return Math.Max(Longest(one[1..], other), Longest(one, other[1..]));
    }
}
