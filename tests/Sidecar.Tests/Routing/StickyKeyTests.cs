using Microsoft.AspNetCore.Http;
using Sidecar.Routing;

namespace Sidecar.Tests.Routing;

public sealed class StickyKeyTests
{
    [Theory]
    [InlineData("header:X-User-Id", StickySource.Header, "X-User-Id")]
    [InlineData("Cookie: session", StickySource.Cookie, "session")]
    [InlineData("QUERY:user id", StickySource.Query, "user id")]
    public void TryParse_KnownForm_IsRead(string text, StickySource source, string name)
    {
        Assert.True(StickyKey.TryParse(text, out var key));
        Assert.Equal(new StickyKey(source, name), key);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("X-User-Id")]
    [InlineData("header:")]
    [InlineData("header:X User")]
    [InlineData("body:user")]
    [InlineData("cookie:a=b")]
    public void TryParse_OtherForm_IsRefused(string? text)
    {
        Assert.False(StickyKey.TryParse(text, out _));
    }

    [Theory]
    [InlineData("header:x-user", "h1")]
    [InlineData("cookie:user", "c1")]
    [InlineData("query:user", "q1")]
    [InlineData("header:X-Empty", null)]
    [InlineData("header:X-None", null)]
    [InlineData("cookie:none", null)]
    [InlineData("query:empty", null)]
    [InlineData("query:none", null)]
    public void Read_Request_IsItsFirstValueOrNull(string text, string? expected)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers["X-User"] = new(["h1", "h2"]);
        context.Request.Headers["X-Empty"] = "";
        context.Request.Headers.Cookie = "user=c1; other=c2";
        context.Request.QueryString = new QueryString("?user=q1&user=q2&empty=");
        Assert.True(StickyKey.TryParse(text, out var key));

        Assert.Equal(expected, key.Read(context));
    }

    // As browsers and clients send them, whatever a cookie's grammar allows. Headers are read byte for byte.
    [Theory]
    [InlineData("session=a b", "a b")]
    [InlineData("session=a,b", "a,b")]
    [InlineData("session={\"id\":7}; other=1", "{\"id\":7}")]
    [InlineData("session=J\u00C3\u00BCrgen", "J\u00FCrgen")]
    [InlineData("session=J%C3%BCrgen", "J\u00FCrgen")]
    [InlineData("other={session=no}; session=yes", "yes")]
    [InlineData("junk; session=yes", "yes")]
    [InlineData("session=YQ==", "YQ==")]
    public void Read_CookieOfAnyForm_IsFound(string header, string expected)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Cookie = header;
        Assert.True(StickyKey.TryParse("cookie:session", out var key));
        Assert.Equal(expected, key.Read(context));
    }

    [Theory]
    [InlineData("Session=2; session=1", "1")]
    [InlineData("session=1; session=2", "1")]
    [InlineData("SESSION=1", null)]
    [InlineData("session=%C3%BC", "ü")]
    [InlineData("session=%E6%9D%8E", "李")]
    [InlineData("session=a%2Bb+c", "a+b+c")]
    public void Read_Cookie_IsTheFirstOfItsExactName(string header, string? expected)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Cookie = header;
        Assert.True(StickyKey.TryParse("cookie:session", out var key));

        Assert.Equal(expected, key.Read(context));
    }
}
