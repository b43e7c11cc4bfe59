using CsCheck;
using Sidecar.Guard.Gate;

namespace Sidecar.Tests.Guard;

public sealed class GuardSegmentTests
{
    [Theory]
    [InlineData("/guard")]
    [InlineData("/guard/")]
    [InlineData("/guard/status")]
    [InlineData("/guard/status?x=//..%2f")]
    [InlineData("/guard/runs/a%20b")]
    [InlineData("http://planner.example/guard/status")]
    public void Decide_PlainForm_IsServed(string target) =>
        Assert.Equal(SegmentVerdict.Guard, GuardSegment.Decide(target, "/guard/status"));

    [Theory]
    [InlineData("/GUARD/status")]
    [InlineData("/Guard")]
    [InlineData("//guard/status")]
    [InlineData("///guard")]
    [InlineData("///planner.example/guard/status")]
    [InlineData("////planner.example/guard")]
    [InlineData("/\\/planner.example\\guard")]
    [InlineData("/%2f%2fplanner.example/guard")]
    [InlineData("/guard%F3%A0%81%A1/status")]
    [InlineData("/gu%F3%A0%80%A0ard/status")]
    [InlineData("/guard%F0%91%82%BD")]
    [InlineData("/guard%CD%8F/status")]
    [InlineData("/gu%EF%B8%8Fard/status")]
    [InlineData("/guard%E1%85%9F")]
    [InlineData("/%E2%80%A4/guard/status")]
    [InlineData("/x/%E2%80%A5/guard/status")]
    [InlineData("/x/%E2%80%A4%E2%80%A4/guard/status")]
    [InlineData("/x/%EF%B9%92./guard/status")]
    [InlineData("/x%EF%B9%A8..%EF%B9%A8guard")]
    [InlineData("/guard%E2%80%A6")]
    [InlineData("/guard//status")]
    [InlineData("/\\guard")]
    [InlineData("\\guard\\status")]
    [InlineData("/guard\\status")]
    [InlineData("/guard%2Fstatus")]
    [InlineData("/guard%2fstatus")]
    [InlineData("/guard%5Cstatus")]
    [InlineData("/%67uard")]
    [InlineData("/%47%55%41%52%44/status")]
    [InlineData("/%2567uard")]
    [InlineData("/%252567uard")]
    [InlineData("/%2Fguard")]
    [InlineData("/%2fguard%2fstatus")]
    [InlineData("/./guard")]
    [InlineData("/%2e/guard")]
    [InlineData("/a/../guard")]
    [InlineData("/a/%2e%2e/guard")]
    [InlineData("/../guard")]
    [InlineData("/a%2f..%2fguard")]
    [InlineData("/guard/../plan")]
    [InlineData("/guard/./status")]
    [InlineData("/a/../guard/../plan")]
    [InlineData("HTTP://x/%67uard")]
    [InlineData("http://x\\guard")]
    [InlineData("http://x//guard")]
    [InlineData("/%25252525252567uard")]
    [InlineData("/%2525252525252525252525252567uard")]
    [InlineData("/guard;x=1/status")]
    [InlineData("/guard;")]
    [InlineData("/guard%3Bx/status")]
    [InlineData("/;/guard")]
    [InlineData("/;x=1/guard")]
    [InlineData("/.;/guard")]
    [InlineData("/..;/guard")]
    [InlineData("/x/..;/guard")]
    [InlineData("/x/..;y/..;/guard")]
    [InlineData("//planner.example/guard/status")]
    [InlineData("/%2Fplanner.example/guard/status")]
    [InlineData("/\\planner.example\\guard")]
    [InlineData("/guard.")]
    [InlineData("/guard./status")]
    [InlineData("/.../guard")]
    [InlineData("/guard%20/status")]
    [InlineData("/%20guard")]
    [InlineData("/%09guard")]
    [InlineData("/gu%0Aard")]
    [InlineData("/guard\t/status")]
    [InlineData("/guard%2500.html")]
    [InlineData("/guard%3Fx=1")]
    [InlineData("/guard%23x")]
    [InlineData("/%C1%A7uard")]
    [InlineData("/%E0%81%A7uard")]
    [InlineData("/%F0%80%81%A7uard")]
    [InlineData("/guard%C0%AFstatus")]
    [InlineData("/%u0067uard")]
    [InlineData("/guard%u002Fstatus")]
    [InlineData("/%EF%BD%87uard")]
    [InlineData("/%EF%BC%A7%EF%BC%B5%EF%BC%A1%EF%BC%B2%EF%BC%A4")]
    [InlineData("/x%EF%BC%8F..%EF%BC%8Fguard")]
    [InlineData("/\u00EF\u00BD\u0087uard")]
    [InlineData("/%F0%9D%90%A0uard")]
    [InlineData("/%E2%93%96uard")]
    [InlineData("/gu%C2%ADard")]
    [InlineData("/%E2%80%8Bguard")]
    [InlineData("/%EF%BB%BFguard")]
    [InlineData("/guard%C2%A0")]
    public void Decide_AnotherSpelling_IsClosed(string target) => Assert.Equal(SegmentVerdict.Closed, Decide(target));

    [Theory]
    [InlineData("/")]
    [InlineData("*")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("guard:443")]
    [InlineData("/guardian")]
    [InlineData("/guards")]
    [InlineData("/guar")]
    [InlineData("/guard-1/status")]
    [InlineData("/xguard/guard")]
    [InlineData("/a/guard")]
    [InlineData("/a//guard")]
    [InlineData("/a/./guard")]
    [InlineData("/a/b/../guard")]
    [InlineData("/%67uardian")]
    [InlineData("/plan?to=/guard")]
    [InlineData("/plan?x=%2fguard")]
    [InlineData("/plan%zz/%")]
    [InlineData("/.well-known/guard")]
    [InlineData("http://guard/plan")]
    [InlineData("http://guard")]
    [InlineData("/guard.v2/plan")]
    [InlineData("/guardx;guard")]
    [InlineData("/plan;guard")]
    [InlineData("/plan;/guard")]
    [InlineData("//planner.example/plan/guard")]
    [InlineData("/g%C3%BCard")]
    [InlineData("/%E6%97%A5%E6%9C%AC%E8%AA%9E%E8%A8%88%E7%94%BB")]
    [InlineData("/%F0%9F%98%80/guard")]
    [InlineData("/%C1")]
    [InlineData("/%E2%80")]
    [InlineData("/%F0%9D%90")]
    [InlineData("/100%25/guard")]
    [InlineData("/a%252Fb%2520c")]
    [InlineData("/%D8%00")]
    public void Decide_AnotherSegment_IsOpen(string? target) => Assert.Equal(SegmentVerdict.Open, Decide(target));

    [Fact]
    public void Decide_ServerPathAlone_IsEnoughToClose() => Assert.Equal(SegmentVerdict.Closed, GuardSegment.Decide("/x", "/guard/status"));

    [Fact]
    public void Decide_AnyEncodingOfTheName_NeverOpens()
    {
        var letter = Gen.Select(Gen.Int[0, 3], Gen.Bool, static (layers, upper) => (layers, upper));
        var separator = OneOf("/", "//", "\\", "/./", "/%2e/", "/a/../", "/%2E%2e/", "%2f", "%5C", "/%2F");
        var tail = OneOf("", "/", "/status", "//x", "\\x", "%2Fx", "?q", "/../..");
        Gen.Select(letter.Array[5], separator, tail)
            .Sample(
                (letters, before, after) =>
                {
                    var name = string.Concat(
                        "guard".Select((c, i) => Encode(letters[i].upper ? char.ToUpperInvariant(c) : c, letters[i].layers))
                    );
                    return GuardSegment.Decide("/" + before[(before[0] == '/' ? 1 : 0)..] + name + after, "/x") != SegmentVerdict.Open;
                }
            );
    }

    [Fact]
    public void Decide_AnyLongerName_IsOpen() =>
        Gen.Select(Gen.Char.AlphaNumeric.Array[0, 3], Gen.Char.AlphaNumeric.Array[0, 3], Gen.Int[0, 2])
            .Where(static (before, after, _) => before.Length + after.Length > 0)
            .Sample(
                (before, after, layers) =>
                {
                    var name = string.Concat(before) + Encode('g', layers) + "uard" + string.Concat(after);
                    return GuardSegment.Decide("/" + name + "/guard", "/x") == SegmentVerdict.Open;
                }
            );

    /// <summary>The server's path is given only where the target is served; else the target must be enough by itself.</summary>
    private static SegmentVerdict Decide(string? target) => GuardSegment.Decide(target, "/x");

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static string Encode(char c, int layers)
    {
        var text = c.ToString();
        for (var i = 0; i < layers; i++)
            text = i == 0 ? $"%{(int)c:X2}" : text.Replace("%", "%25", StringComparison.Ordinal);
        return text;
    }
}
