using System.Net;
using Shadow.Mirroring;

namespace Shadow.Tests.Mirroring;

public class AnswerHeadTests
{
    [Theory]
    [InlineData(200, false)]
    [InlineData(204, false)]
    [InlineData(599, false)]
    [InlineData(999, false)]
    [InlineData(101, true)]
    public void Demand_AFinalStatusOrAnUpgrade_IsAnAnswer(int status, bool upgrade)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)status);
        AnswerHead.Demand(response, upgrade);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(99, true)]
    [InlineData(101, false)]
    [InlineData(103, true)]
    public void Demand_NoFinalStatus_Throws(int status, bool upgrade)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)status);
        Assert.Throws<HttpRequestException>(() => AnswerHead.Demand(response, upgrade));
    }

    [Theory]
    [InlineData("many")]
    [InlineData("-1")]
    [InlineData("1, 2")]
    [InlineData("99999999999999999999")]
    public void Demand_LengthThatIsNone_Throws(string length)
    {
        using var response = new HttpResponseMessage { Content = new StreamContent(Stream.Null) };
        response.Content.Headers.ContentLength = null;
        response.Content.Headers.TryAddWithoutValidation("Content-Length", length);
        Assert.Throws<HttpRequestException>(() => AnswerHead.Demand(response, upgrade: false));
    }

    [Theory]
    [InlineData("2", "2")]
    [InlineData("2", "3")]
    public void Demand_TwoLengths_Throws(string first, string second)
    {
        using var response = new HttpResponseMessage { Content = new StreamContent(Stream.Null) };
        response.Content.Headers.ContentLength = null;
        response.Content.Headers.TryAddWithoutValidation("Content-Length", [first, second]);
        Assert.Throws<HttpRequestException>(() => AnswerHead.Demand(response, upgrade: false));
    }

    [Theory]
    [InlineData("\u001b[2KOK", false)]
    [InlineData("O\u007fK", false)]
    [InlineData("Very\t\u00e9 fine", true)]
    [InlineData("", true)]
    public void Demand_AReason_MayHoldNoControlCharacter(string reason, bool passes)
    {
        using var response = new HttpResponseMessage { ReasonPhrase = reason };
        var fault = Record.Exception(() => AnswerHead.Demand(response, upgrade: false));
        Assert.Equal(passes, fault is null);
    }
}
