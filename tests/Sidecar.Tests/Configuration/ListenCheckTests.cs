using Sidecar.Configuration;
using Testing;

namespace Sidecar.Tests.Configuration;

public sealed class ListenCheckTests
{
    private const string Open = """ "Guard": { "Auth": "none" } """;

    [Theory]
    [InlineData("http://127.0.0.1:8000")]
    [InlineData("http://localhost:8000;http://[::1]:8001")]
    [InlineData("http://127.8.9.10:8000")]
    [InlineData("http://unix:/run/sidecar.sock")]
    [InlineData(null)]
    public void Check_NoAuthenticationOnLoopback_IsAllowedWithAWarning(string? urls)
    {
        var verdict = Checking.Check(SampleFile.With(Open), urls);

        Assert.Empty(verdict.Faults);
        Assert.Contains("Guard:Auth is none", Assert.Single(verdict.Checked!.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://*:8000")]
    [InlineData("http://0.0.0.0:8000")]
    [InlineData("http://[::]:8000")]
    [InlineData("http://sidecar:8000")]
    [InlineData("http://127.0.0.1:8000;http://10.0.0.1:8001")]
    public void Check_NoAuthenticationElsewhere_IsAFault(string urls)
    {
        Assert.Equal("Guard:Auth", Checking.Check(SampleFile.With(Open), urls).Fault().Key);
    }

    [Theory]
    [InlineData("ASPNETCORE_URLS", "http://+:80")]
    [InlineData("URLS", "http://+:80")]
    [InlineData("ASPNETCORE_HTTP_PORTS", "8080")]
    [InlineData("Kestrel__Endpoints__a__Url", "http://*:80")]
    public void Check_NoAuthenticationAndOpenByEnvironment_IsAFault(string name, string value)
    {
        Assert.Equal("Guard:Auth", Checking.Check(SampleFile.With(Open), null, (name, value)).Fault().Key);
    }

    [Theory]
    [InlineData("http://127.0.0.1:80o0")]
    [InlineData("http://localhost:8000x")]
    [InlineData("http://[::1]:80a")]
    public void Check_PortThatIsNoNumber_IsAFault(string urls)
    {
        var fault = Checking.Check(SampleFile.Good, urls).Fault();

        Assert.Equal("Urls (option --urls)", fault.Key);
        Assert.Contains("has no port", fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_NoAuthenticationWithGuardOnLoopback_IsAllowed()
    {
        var verdict = Checking.Check(
            SampleFile.With(""" "Guard": { "Auth": "none", "Urls": "http://127.0.0.1:9000" } """),
            "http://*:8000"
        );

        Assert.Empty(verdict.Faults);
    }

    [Fact]
    public void Check_GuardOpenWithoutAuthentication_IsAFault()
    {
        var verdict = Checking.Check(SampleFile.With(""" "Guard": { "Auth": "none", "Urls": "http://*:9000" } """));

        Assert.Contains("Guard:Urls has http://*:9000", verdict.Fault().Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_CommandLineOverEndpointsOfTheFile_IsTheCommandLine()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("yarp.json", SampleFile.With(""" "Kestrel": { "Endpoints": { "a": { "Url": "http://*:1" } } } """));

        Assert.Equal(["http://*:1"], ListenAddresses.Of(Checking.Draft(Checking.Inputs(path)).Root));
        Assert.Equal(["http://*:2"], ListenAddresses.Of(Checking.Draft(Checking.Inputs(path, "http://*:2")).Root));
    }
}
