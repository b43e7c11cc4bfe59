namespace Sidecar.Tests.Configuration;

public sealed class RouteCheckTests
{
    [Fact]
    public void Check_EmptyObject_MissesRoutesAndClusters()
    {
        var verdict = Checking.Check("{}");

        Assert.Equal(["ReverseProxy:Routes", "ReverseProxy:Clusters"], verdict.Faults.Select(static fault => fault.Key));
    }

    [Fact]
    public void Check_ClusterThatDoesNotExist_NamesThoseThatDo()
    {
        var file = SampleFile.Replacing(
            """ "Routes": { """.Trim(),
            """ "Routes": { "other": { "ClusterId": "v3", "Match": { "Path": "/x" } }, """
        );

        var fault = Checking.Check(file).Fault();

        Assert.Equal("ReverseProxy:Routes:other:ClusterId", fault.Key);
        Assert.Contains("'v3' does not exist", fault.Problem, StringComparison.Ordinal);
        Assert.EndsWith("allowed is one of v1, v2", fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_SplitWithoutV2_IsAFault()
    {
        var fault = Checking.Check(SampleFile.Replacing("\"v2\": {", "\"v7\": {")).Fault();

        Assert.Equal("ReverseProxy:Clusters:v2", fault.Key);
    }

    [Theory]
    [InlineData("\"ClusterId\": \"v1\"", "\"ClusterId\": \"v2\"", "must have v1")]
    [InlineData("\"CanarySplit\": \"v2\"", "\"CanarySplit\": \"v3\"", "CanarySplit is 'v3'; allowed is v2")]
    [InlineData("\"CanarySplit\": \"v2\"", "\"CanarySplit\": \"v2\", \"Mirror\": \"yes\"", "Mirror is 'yes'; allowed is on or off")]
    [InlineData("\"CanarySplit\"", "\"CanarySplt\"", "Unknown transform: CanarySplt")]
    [InlineData("\"Path\": \"/{**path}\"", "\"Path\": \"/{**path\"", "Invalid path")]
    // What YARP's validators pass, and YARP itself or every request then fails on.
    [InlineData("\"Path\": \"/{**path}\"", "\"Path\": \"/{id:number}\"", "number")]
    [InlineData("\"Path\": \"/{**path}\"", "\"Path\": \"/{id:regex([)}\"", "Invalid pattern")]
    [InlineData("\"Path\": \"/{**path}\"", "\"Path\": \"/{**path}\", \"Hosts\": [ \"good.example\", \"*:port\" ]", "*:port")]
    [InlineData("{ \"CanarySplit\": \"v2\" }", "{ \"CanarySplit\": \"v2\" }, { \"PathPattern\": \"/{x\" }", "incomplete parameter")]
    public void Check_RouteThatYarpRefuses_IsAFaultOfTheRoute(string text, string by, string problem)
    {
        var fault = Checking.Check(SampleFile.Replacing(text, by)).Fault();

        Assert.Equal("ReverseProxy:Routes:planner", fault.Key);
        Assert.Contains(problem, fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_NoDestination_NamesTheVariableToo()
    {
        var fault = Checking.Check(SampleFile.Replacing("{ \"a\": { \"Address\": \"http://127.0.0.1:9101\" } }", "{}")).Fault();

        Assert.Equal("ReverseProxy:Clusters:v1:Destinations", fault.Key);
        Assert.Contains("PLANNER_V1_URL", fault.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1:9101")]
    [InlineData("http://user:hunter2@127.0.0.1")]
    [InlineData("http://127.0.0.1/?q=1")]
    public void Check_DestinationThatIsNoUrl_IsAFault(string address)
    {
        var fault = Checking.Check(SampleFile.Replacing("http://127.0.0.1:9101", address)).Fault();

        Assert.Equal("ReverseProxy:Clusters:v1:Destinations:a:Address", fault.Key);
        Assert.DoesNotContain("hunter2", fault.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"Health\": \"x\" }")]
    [InlineData("{ \"Address\": null }")]
    public void Check_DestinationWithoutAddress_IsAFaultOnce(string destination)
    {
        var fault = Checking.Check(SampleFile.Replacing("{ \"Address\": \"http://127.0.0.1:9101\" }", destination)).Fault();

        Assert.Equal("ReverseProxy:Clusters:v1", fault.Key);
    }

    [Theory]
    [InlineData("Timeout", "00:00:05")]
    [InlineData("TimeoutPolicy", "default")]
    [InlineData("AuthorizationPolicy", "default")]
    [InlineData("CorsPolicy", "default")]
    [InlineData("RateLimiterPolicy", "fixed")]
    [InlineData("OutputCachePolicy", "short")]
    public void Check_RouteKeyThatNeedsAMiddleware_IsAFault(string key, string value)
    {
        var file = SampleFile.Replacing("\"ClusterId\": \"v1\",", $"\"ClusterId\": \"v1\", \"{key}\": \"{value}\",");

        Assert.Contains(Checking.Check(file).Faults, fault => fault.Key.EndsWith($":{key}", StringComparison.Ordinal));
    }

    [Fact]
    public void Check_ValuesThatYarpCannotConvert_NamesEachKey()
    {
        var file = SampleFile
            .Replacing("\"ClusterId\": \"v1\",", "\"ClusterId\": \"v1\", \"Order\": \"first\", \"MaxRequestBodySize\": \"much\",")
            .Replace("\"v2\": {", "\"v2\": { \"HttpRequest\": { \"ActivityTimeout\": \"never\" },", StringComparison.Ordinal);

        var faults = Checking.Check(file).Faults;

        Assert.Equal(
            [
                "ReverseProxy:Clusters:v2:HttpRequest:ActivityTimeout",
                "ReverseProxy:Routes:planner:MaxRequestBodySize",
                "ReverseProxy:Routes:planner:Order",
            ],
            faults.Select(static fault => fault.Key).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("00:00:00", false)]
    [InlineData("-00:00:10", false)]
    [InlineData("-00:00:00.0010000", true)]
    [InlineData("00:00:10", true)]
    public void Check_ActivityTimeout_IsAboveZeroOrInfinite(string timeout, bool allowed)
    {
        var file = SampleFile.Replacing("\"v2\": {", $"\"v2\": {{ \"HttpRequest\": {{ \"ActivityTimeout\": \"{timeout}\" }},");

        var keys = Checking.Check(file).Faults.Select(static fault => fault.Key);

        Assert.Equal(allowed ? [] : ["ReverseProxy:Clusters:v2:HttpRequest:ActivityTimeout"], keys);
    }

    [Fact]
    public void Check_PathWithKnownConstraints_IsAllowed()
    {
        var file = SampleFile.Replacing(
            "\"/{**path}\"",
            "\"/{id:int}/{name:regex(^a+$)}/{**path}\", \"Hosts\": [ \"*.example:8000\", \"b\" ]"
        );

        Assert.Empty(Checking.Check(file).Faults);
    }

    [Fact]
    public void Check_PolicyThatDoesNotExist_IsAFaultOfTheCluster()
    {
        var file = SampleFile.Replacing("\"v2\": {", "\"v2\": { \"LoadBalancingPolicy\": \"Best\",");

        Assert.Equal("ReverseProxy:Clusters:v2", Checking.Check(file).Fault().Key);
    }

    [Fact]
    public void Check_NoSplit_IsAllowedWithAWarning()
    {
        var verdict = Checking.Check(SampleFile.Replacing("{ \"CanarySplit\": \"v2\" }", ""));

        Assert.Empty(verdict.Faults);
        Assert.Contains("CanarySplit", Assert.Single(verdict.Checked!.Warnings), StringComparison.Ordinal);
    }
}
