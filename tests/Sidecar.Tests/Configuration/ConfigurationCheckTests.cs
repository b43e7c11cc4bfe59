using Sidecar.Configuration;
using Sidecar.Guard;
using Testing;

namespace Sidecar.Tests.Configuration;

public sealed class ConfigurationCheckTests
{
    [Fact]
    public void Check_SmallestFile_HasEveryDefault()
    {
        var options = Checking.Check(SampleFile.Good).Options();

        Assert.Equivalent(new SidecarOptions(), options);
    }

    [Fact]
    public void Check_ThreeFaults_NamesAllThreeAndTheFile()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write(
            "yarp.json",
            SampleFile.With(""" "Shadow": { "Percent": 150, "Percnt": 5 }, "Regress": { "MinSample": "many" } """)
        );

        var error = Assert.Throws<ConfigurationFaultsException>(() => StartedConfiguration.Load(Checking.Inputs(path)));

        Assert.Equal(3, error.Faults.Count);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains("Shadow:Percent: '150' cannot be used; allowed is a number from 0 to 100", error.Message, StringComparison.Ordinal);
        Assert.Contains("Shadow:Percnt: unknown key, did you mean Percent?", error.Message, StringComparison.Ordinal);
        Assert.Contains(
            "Regress:MinSample: 'many' cannot be used; allowed is a whole number from 1 to 1,000,000",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(""" "Canary": { "Salt": "" } """, "Canary:Salt")]
    [InlineData(""" "Canary": { "AllowOverride": "maybe" } """, "Canary:AllowOverride")]
    [InlineData(""" "Canary": { "AllowOverride": 1 } """, "Canary:AllowOverride")]
    [InlineData(""" "Canary": 5 """, "Canary")]
    [InlineData(""" "Canary": [ true ] """, "Canary:0")]
    [InlineData(""" "Planner": { "FirstByteSeconds": 0 } """, "Planner:FirstByteSeconds")]
    [InlineData(""" "Planner": { "FirstByteSeconds": 3600.5 } """, "Planner:FirstByteSeconds")]
    [InlineData(""" "Planner": { "Decision": { "Agent": "agent" } } """, "Planner:Decision:Agent")]
    [InlineData(""" "Planner": { "Decision": { "Stepps": "/a" } } """, "Planner:Decision:Stepps")]
    [InlineData(""" "Planner": { "Signals": { "Quality": "/a~2" } } """, "Planner:Signals:Quality")]
    [InlineData(""" "Planner": { "Headers": { "Build": "X Build" } } """, "Planner:Headers:Build")]
    [InlineData(""" "Shadow": { "Percent": "NaN" } """, "Shadow:Percent")]
    [InlineData(""" "Shadow": { "Percent": 1e400 } """, "Shadow:Percent")]
    [InlineData(""" "Shadow": { "Percent": "1,5" } """, "Shadow:Percent")]
    [InlineData(""" "Shadow": { "Percent": { "a": 1 } } """, "Shadow:Percent")]
    [InlineData(""" "Shadow": { "MaxConcurrent": 1.5 } """, "Shadow:MaxConcurrent")]
    [InlineData(""" "Shadow": { "MaxBodyBytes": 1073741825 } """, "Shadow:MaxBodyBytes")]
    [InlineData(""" "Shadow": { "MaxTotalBytes": 0 } """, "Shadow:MaxTotalBytes")]
    [InlineData(""" "Shadow": { "DropHeaders": "Authorization" } """, "Shadow:DropHeaders")]
    [InlineData(""" "Shadow": { "DropHeaders": [ "A B" ] } """, "Shadow:DropHeaders:0")]
    [InlineData(""" "Guard": { "Auth": "basic" } """, "Guard:Auth")]
    [InlineData(""" "Guard": { "Urls": "here" } """, "Guard:Urls")]
    [InlineData(""" "Guard": { "Urls": "http://127.0.0.1:8000" } """, "Guard:Urls")]
    [InlineData(""" "Guard": { "AllowedHosts": [ "http://a" ] } """, "Guard:AllowedHosts:0")]
    [InlineData(""" "Regress": { "MaxErrorRate": -1 } """, "Regress:MaxErrorRate")]
    [InlineData(""" "Regress": { "WindowRuns": 100001 } """, "Regress:WindowRuns")]
    [InlineData(""" "Storage": { "ConnectionString": "nonsense" } """, "Storage:ConnectionString")]
    [InlineData(""" "Storage": { "RetentionDays": 0 } """, "Storage:RetentionDays")]
    [InlineData(""" "Shutdown": { "DelaySeconds": 601 } """, "Shutdown:DelaySeconds")]
    [InlineData(""" "Alerts": { "Webhook": "x" } """, "Alerts:Webhook")]
    [InlineData(""" "Shadwo": { "Percent": 5 } """, "Shadwo")]
    [InlineData(""" "Urls": "http://127.0.0.1:8000/path" """, "Urls")]
    [InlineData(""" "Kestrel": { "Endpoints": { "a": { "Url": "ftp://a" } } } """, "Kestrel:Endpoints")]
    [InlineData(""" "Kestrel": { "Endpoints": { "a": { "Url": "http://a", "Protocols": "Htp2" } } } """, "Kestrel:Endpoints:a:Protocols")]
    [InlineData(""" "Kestrel": { "EndpointDefaults": { "SslProtocols": [ "Tls9" ] } } """, "Kestrel:EndpointDefaults:SslProtocols:0")]
    [InlineData(
        """ "Kestrel": { "Endpoints": { "a": { "Url": "http://a", "Sni": { "*": { "ClientCertificateMode": "Required" } } } } } """,
        "Kestrel:Endpoints:a:Sni:*:ClientCertificateMode"
    )]
    [InlineData(""" "Kestrel": { "Endpoints": { "a": { "Protocols": "Http2" } } } """, "Kestrel:Endpoints:a:Url")]
    [InlineData(""" "Urls": "http://127.0.0.1:80o0" """, "Urls")]
    [InlineData(""" "HTTP_PORTS": "8080,8081" """, "Urls")]
    [InlineData(""" "Guard": { "Urls": "http://unix:/run/guard.sock" } """, "Guard:Urls")]
    [InlineData(""" "Storage": { "ConnectionString": "Data Source=:memory:" } """, "Storage:ConnectionString")]
    [InlineData(""" "Storage": { "ConnectionString": "Data Source=a;Mode=Memory" } """, "Storage:ConnectionString")]
    [InlineData(""" "Logging": { "LogLevel": { "Default": "Loud", "Yarp": "Error" } } """, "Logging:LogLevel:Default")]
    [InlineData(""" "Logging": { "Console": { "LogLevel": { "A*b*c": "Debug" } } } """, "Logging:Console:LogLevel:A*b*c")]
    [InlineData(""" "Logging": { "Console": { "MaxQueueLength": 0 } } """, "Logging:Console:MaxQueueLength")]
    [InlineData(
        """ "Logging": { "Console": { "FormatterOptions": { "IncludeScopes": "x" } } } """,
        "Logging:Console:FormatterOptions:IncludeScopes"
    )]
    [InlineData(""" "Logging": { "CaptureScopes": "x" } """, "Logging:CaptureScopes")]
    public void Check_BadValue_NamesItsKeyAlone(string sections, string key)
    {
        var fault = Checking.Check(SampleFile.With(sections)).Fault();

        Assert.Equal(key, fault.Key);
        Assert.Matches("[Aa]llowed|known|own are", fault.Problem);
    }

    [Fact]
    public void Check_EveryKeySet_ReadsEveryKey()
    {
        var options = Checking
            .Check(
                SampleFile.With(
                    """
                    "Canary": { "Salt": "s", "AllowOverride": true },
                    "Planner": {
                      "FirstByteSeconds": 1.5,
                      "Decision": { "Agent": "/a", "Steps": "/b", "Tools": "/c", "DryRun": "/d", "Objective": "/e" },
                      "Signals": { "CostCents": "/f", "Quality": "/g", "Build": "/h" },
                      "Headers": { "CostCents": "C", "Quality": "Q", "Build": "B" }
                    },
                    "Shadow": {
                      "Percent": 12.5, "MaxConcurrent": 2, "TimeoutSeconds": 3, "MaxBodyBytes": 4, "MaxTotalBytes": 5000000000,
                      "DropHeaders": [ "Authorization", "Cookie" ]
                    },
                    "guard": { "auth": "NONE", "urls": "http://127.0.0.1:9000", "killFile": "k", "TokenFile": "t", "AllowedHosts": [ "h" ] },
                    "Regress": {
                      "MaxQualityDrop": 1, "MaxLatencyP95Ms": 2, "MaxCostCents": 3.5, "MaxErrorRate": 4, "MaxConsecutiveErrors": 0,
                      "MinSample": 6, "WindowRuns": 7, "WindowMinutes": 8
                    },
                    "Storage": { "ConnectionString": "Data Source=x.db", "RetentionDays": 9, "KeepBodies": true, "ReportsFolder": "r" },
                    "Shutdown": { "DelaySeconds": 10 },
                    "Alerts": {}
                    """
                )
            )
            .Options();

        Assert.Equivalent(new { Salt = "s", AllowOverride = true }, options.Canary);
        Assert.Equal(1.5, options.Planner.FirstByteSeconds);
        var decision = options.Planner.Decision;
        Assert.Equal("/a/b/c/d/e", $"{decision.Agent}{decision.Steps}{decision.Tools}{decision.DryRun}{decision.Objective}");
        var signals = options.Planner.Signals;
        Assert.Equal("/f/g/h", $"{signals.CostCents}{signals.Quality}{signals.Build}");
        Assert.Equivalent(
            new
            {
                CostCents = "C",
                Quality = "Q",
                Build = "B",
            },
            options.Planner.Headers
        );
        Assert.Equivalent(
            new
            {
                Percent = 12.5,
                MaxConcurrent = 2,
                TimeoutSeconds = 3.0,
                MaxBodyBytes = 4,
                MaxTotalBytes = 5_000_000_000,
                DropHeaders = new[] { "Authorization", "Cookie" },
            },
            options.Shadow
        );
        Assert.Equivalent(
            new
            {
                Auth = GuardAuth.None,
                Urls = "http://127.0.0.1:9000",
                KillFile = "k",
                TokenFile = "t",
                AllowedHosts = new[] { "h" },
            },
            options.Guard
        );
        Assert.Equivalent(
            new
            {
                MaxQualityDrop = 1.0,
                MaxLatencyP95Ms = 2.0,
                MaxCostCents = 3.5,
                MaxErrorRate = 4.0,
                MaxConsecutiveErrors = 0,
                MinSample = 6,
                WindowRuns = 7,
                WindowMinutes = 8.0,
            },
            options.Regress
        );
        Assert.Equivalent(
            new
            {
                ConnectionString = "Data Source=x.db",
                RetentionDays = 9,
                KeepBodies = true,
                ReportsFolder = "r",
            },
            options.Storage
        );
        Assert.Equal(10, options.Shutdown.DelaySeconds);
    }

    [Fact]
    public void Check_FileOfManyMegabytes_IsRefusedUnread()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("yarp.json", SampleFile.Good);
        using (var file = File.OpenWrite(path))
            file.SetLength(64 << 20);

        var fault = Checking.Check(Checking.Inputs(path)).Fault();

        Assert.Equal(path, fault.Key);
        Assert.Contains("allowed are 16 MiB", fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ConnectionStringWithPassword_IsNotRepeated()
    {
        var fault = Checking.Check(SampleFile.With(""" "Storage": { "ConnectionString": "Password=hunter2;Nonsense=1" } """)).Fault();

        Assert.DoesNotContain("hunter2", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_RetentionShorterThanAReportsWeek_IsAllowedWithAWarning()
    {
        var tooShort = Checking.Check(SampleFile.With(""" "Storage": { "ReportsFolder": "r", "RetentionDays": 7 } """));
        var enough = Checking.Check(SampleFile.With(""" "Storage": { "ReportsFolder": "r", "RetentionDays": 8 } """));

        Assert.Contains("Storage:RetentionDays is 7", Assert.Single(tooShort.Checked!.Warnings), StringComparison.Ordinal);
        Assert.Empty(enough.Checked!.Warnings);
    }

    [Fact]
    public void Check_MinSampleAboveWindow_IsAllowedWithAWarning()
    {
        var verdict = Checking.Check(SampleFile.With(""" "Regress": { "MinSample": 101 } """));

        Assert.Equal(101, verdict.Options().Regress.MinSample);
        Assert.Contains("Regress:MinSample is 101", Assert.Single(verdict.Checked!.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_SectionOfSomeoneElse_IsAllowedWithAWarning()
    {
        var verdict = Checking.Check(SampleFile.With(""" "Telemetry": { "Endpoint": "x" } """));

        Assert.Contains("Telemetry", Assert.Single(verdict.Checked!.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ShippedFile_IsGoodAndSaysEachDefault()
    {
        var verdict = Checking.Check(Checking.Inputs(SampleFile.Shipped()));

        Assert.Equivalent(new SidecarOptions(), verdict.Options());
        Assert.Empty(verdict.Checked!.Warnings);
    }

    [Fact]
    public void Check_ShippedFile_HoldsEveryKeyThatIsRead()
    {
        var draft = Checking.Draft(Checking.Inputs(SampleFile.Shipped()));
        var read = new List<string>();
        foreach (
            var key in new[]
            {
                "Canary",
                "Planner",
                "Planner:Decision",
                "Planner:Signals",
                "Planner:Headers",
                "Shadow",
                "Guard",
                "Regress",
                "Storage",
                "Shutdown",
            }
        )
        {
            // An unknown key's fault lists what is known beside it.
            var fault = Checking.Check(SampleFile.With(Nest(key, "Zzzzzzzzzzzz"))).Fault();
            read.AddRange(
                fault.Problem[(fault.Problem.IndexOf("here: ", StringComparison.Ordinal) + 6)..].Split(", ").Select(name => $"{key}:{name}")
            );
        }

        Assert.Equal(45, read.Count);
        Assert.All(read, key => Assert.Contains(draft.Data.Keys, k => k == key || k.StartsWith(key + ":", StringComparison.Ordinal)));

        static string Nest(string path, string name) =>
            path.Split(':') is [var outer, var inner]
                ? $$""" "{{outer}}": { "{{inner}}": { "{{name}}": 1 } } """
                : $$""" "{{path}}": { "{{name}}": 1 } """;
    }
}
