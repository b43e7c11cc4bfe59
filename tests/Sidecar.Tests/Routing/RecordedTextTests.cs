using Sidecar.Routing;

namespace Sidecar.Tests.Routing;

public sealed class RecordedTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("abcd", "abcd")]
    [InlineData("abcde", "abcd…")]
    [InlineData("ab\ud83d\ude00", "ab\ud83d\ude00")]
    [InlineData("abc\ud83d\ude00", "abc…")]
    public void Of_LongerThanAllowed_IsCutBetweenCharacters(string text, string recorded) =>
        Assert.Equal(recorded, RecordedText.Of(text, 4));
}
