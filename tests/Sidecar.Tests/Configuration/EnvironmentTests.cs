namespace Sidecar.Tests.Configuration;

public sealed class EnvironmentTests
{
    [Fact]
    public void Check_ShortNameLongNameAndFile_ShortWinsOverLongOverFile()
    {
        var file = SampleFile.With(""" "Regress": { "MinSample": 1, "MaxCostCents": 1, "MaxErrorRate": 1 } """);

        var regress = Checking
            .Check(
                file,
                null,
                ("REGRESS_MIN_SAMPLE", "3"),
                ("Regress__MinSample", "2"),
                ("Regress__MaxCostCents", "2"),
                ("ASPNETCORE_Regress__MaxCostCents", "4")
            )
            .Options()
            .Regress;

        Assert.Equal((3, 2.0, 1.0), (regress.MinSample, regress.MaxCostCents, regress.MaxErrorRate));
    }

    [Fact]
    public void Check_EveryThresholdByShortName_IsRead()
    {
        var regress = Checking
            .Check(
                SampleFile.Good,
                null,
                ("REGRESS_MAX_QUALITY_DROP", "1"),
                ("REGRESS_MAX_LATENCY_P95_MS", "2"),
                ("REGRESS_MAX_COST_CENTS", "3.5"),
                ("REGRESS_MAX_ERROR_RATE", "4"),
                ("REGRESS_MAX_CONSECUTIVE_ERRORS", "5"),
                ("REGRESS_MIN_SAMPLE", "6")
            )
            .Options()
            .Regress;

        Assert.Equal((1.0, 2.0, 3.5), (regress.MaxQualityDrop, regress.MaxLatencyP95Ms, regress.MaxCostCents));
        Assert.Equal((4.0, 5, 6), (regress.MaxErrorRate, regress.MaxConsecutiveErrors, regress.MinSample));
    }

    [Theory]
    [InlineData("REGRESS_MIN_SAMPLE", "ten", "Regress:MinSample (environment variable REGRESS_MIN_SAMPLE)")]
    [InlineData("Shadow__Percent", "200", "Shadow:Percent (environment variable Shadow__Percent)")]
    [InlineData("Shadow__Percnt", "2", "Shadow:Percnt (environment variable Shadow__Percnt)")]
    [InlineData("PLANNER_CANARY_PCT", "ten", "PLANNER_CANARY_PCT")]
    [InlineData("PLANNER_CANARY_PCT", "NaN", "PLANNER_CANARY_PCT")]
    [InlineData("PLANNER_KILL_SWITCH", "perhaps", "PLANNER_KILL_SWITCH")]
    [InlineData("PLANNER_V1_URL", "localhost:9101", "PLANNER_V1_URL")]
    [InlineData("PLANNER_V2_URL", "ftp://a", "PLANNER_V2_URL")]
    [InlineData("PLANNER_V2_URL", "/relative", "PLANNER_V2_URL")]
    [InlineData("GUARD_TOKEN", "", "GUARD_TOKEN")]
    [InlineData("GUARD_READ_TOKEN", " ", "GUARD_READ_TOKEN")]
    [InlineData("GUARD_QUALITY_TOKEN", "", "GUARD_QUALITY_TOKEN")]
    [InlineData("ASPNETCORE_URLS", "nowhere", "Urls (environment variable ASPNETCORE_URLS)")]
    public void Check_UnusableVariable_IsNamed(string name, string value, string key)
    {
        Assert.Equal(key, Checking.Check(SampleFile.Good, null, (name, value)).Fault().Key);
    }

    [Theory]
    [InlineData("-5", 0)]
    [InlineData("250", 100)]
    public void Check_CanaryPctOutOfRange_IsClampedWithAWarning(string value, double expected)
    {
        var verdict = Checking.Check(SampleFile.Good, null, ("PLANNER_CANARY_PCT", value));

        Assert.Equal(expected, verdict.Options().Start.CanaryPct);
        Assert.Contains("PLANNER_CANARY_PCT", Assert.Single(verdict.Checked!.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_CanaryPctInRange_IsTakenInSilence()
    {
        var verdict = Checking.Check(SampleFile.Good, null, ("PLANNER_CANARY_PCT", "12.5"));

        Assert.Equal(12.5, verdict.Options().Start.CanaryPct);
        Assert.Empty(verdict.Checked!.Warnings);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("TRUE", true)]
    [InlineData("1", true)]
    [InlineData("false", false)]
    [InlineData("", false)]
    public void Check_KillSwitch_IsRead(string value, bool expected)
    {
        Assert.Equal(expected, Checking.Check(SampleFile.Good, null, ("PLANNER_KILL_SWITCH", value)).Options().Start.KillSwitch);
    }

    [Fact]
    public void Check_EmptyShortNames_AreUnset()
    {
        var options = Checking
            .Check(SampleFile.Good, null, ("PLANNER_CANARY_PCT", ""), ("PLANNER_V1_URL", ""), ("REGRESS_MIN_SAMPLE", ""))
            .Options();

        Assert.Null(options.Start.CanaryPct);
        Assert.Equal(30, options.Regress.MinSample);
    }

    [Fact]
    public void Draft_PlannerUrl_ReplacesEveryDestinationOfItsCluster()
    {
        using var folder = new Testing.TemporaryFolder();
        var path = folder.Write("yarp.json", SampleFile.Good);

        var root = Checking
            .Draft(
                Checking.Inputs(
                    path,
                    null,
                    ("PLANNER_V1_URL", "https://planner.example/base"),
                    ("ReverseProxy__Clusters__v1__Destinations__b__Address", "http://127.0.0.1:1")
                )
            )
            .Root;

        var destination = Assert.Single(root.GetSection("ReverseProxy:Clusters:v1:Destinations").GetChildren());
        Assert.Equal("https://planner.example/base", destination["Address"]);
        Assert.Equal("http://127.0.0.1:9102", root["ReverseProxy:Clusters:v2:Destinations:a:Address"]);
    }

    [Fact]
    public void Check_PlannerUrlForAClusterWithoutDestinations_IsGood()
    {
        var file = SampleFile.Replacing(""" "Destinations": { "a": { "Address": "http://127.0.0.1:9102" } } """.Trim(), "");

        Assert.Empty(Checking.Check(file, null, ("PLANNER_V2_URL", "http://127.0.0.1:9")).Faults);
    }

    [Fact]
    public void Check_Tokens_AreReadAndKeptOutOfTheConfiguration()
    {
        using var folder = new Testing.TemporaryFolder();
        var inputs = Checking.Inputs(
            folder.Write("yarp.json", SampleFile.Good),
            null,
            ("GUARD_TOKEN", "op-secret"),
            ("GUARD_READ_TOKEN", "read-secret"),
            ("GUARD_QUALITY_TOKEN", "quality-secret")
        );

        var draft = Checking.Draft(inputs);

        Assert.Equal(("op-secret", "read-secret", "quality-secret"), (draft.Tokens.Operator, draft.Tokens.Read, draft.Tokens.Quality));
        Assert.DoesNotContain(draft.Data.Values, static value => value?.Contains("secret", StringComparison.Ordinal) ?? false);
    }

    [Theory]
    [InlineData("GUARD_TOKEN", "two words")]
    [InlineData("GUARD_READ_TOKEN", "same")]
    public void Check_TokenThatCannotServe_IsAFaultThatDoesNotRepeatIt(string name, string value)
    {
        var fault = Checking.Check(SampleFile.Good, null, ("GUARD_QUALITY_TOKEN", "same"), (name, value)).Fault();

        Assert.DoesNotContain(value, fault.Problem.Replace("the same as", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_VariableNamedAsASection_IsNobodys()
    {
        Assert.Empty(Checking.Check(SampleFile.Good, null, ("SHADOW", "1"), ("Planner", "x"), ("PATH", "/bin")).Faults);
    }
}
