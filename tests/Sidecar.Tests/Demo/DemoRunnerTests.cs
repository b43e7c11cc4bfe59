using Sidecar.Demo;
using Sidecar.Demo.Story;

namespace Sidecar.Tests.Demo;

public sealed class DemoRunnerTests
{
    private static readonly DemoOptions Once = new(Once: true, Plain: true, Port: null);

    [Fact]
    public async Task Run_OnceAndHonest_Answers0AndCleansUp()
    {
        var host = new FakeDemoHost();
        using var output = new StringWriter();
        Assert.Equal(0, await Demo(host, output).RunAsync(Once, CancellationToken.None));
        Assert.Contains("All 98 checks held", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("keeps serving", output.ToString(), StringComparison.Ordinal);
        Assert.True(host.Sidecar!.Stopped);
        Assert.False(Directory.Exists(host.Settings!.DataFolder));
        Assert.Equal(8000, host.Settings.FirstPort);
    }

    [Fact]
    public async Task Run_CheckFails_Answers1AndSaysWhich()
    {
        using var output = new StringWriter();
        var host = new FakeDemoHost(new FakeFaults { DropsRecord = true });
        Assert.Equal(1, await Demo(host, output).RunAsync(Once, CancellationToken.None));
        Assert.Contains("1 of 98 checks did not hold; 15 of 15 steps were told:", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("  - no run was left out of the audit log: 1 were", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_GuardRefuses_Answers1AndSaysWhatWasAnswered()
    {
        using var output = new StringWriter();
        var host = new FakeDemoHost(new FakeFaults { RefusesConfig = true });
        Assert.Equal(1, await Demo(host, output).RunAsync(Once, CancellationToken.None));
        Assert.Contains(
            "PUT /guard/config was answered 503: {\"title\":\"The store is gone.\"}",
            output.ToString(),
            StringComparison.Ordinal
        );
        Assert.Contains("1 of 15 steps were told", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_HostRefuses_Answers1AndCleansUp()
    {
        using var output = new StringWriter();
        var host = new FakeDemoHost(refusal: new IOException("No port is free from 9500."));
        Assert.Equal(1, await Demo(host, output).RunAsync(Once with { Port = 9500 }, CancellationToken.None));
        Assert.Equal("The demo could not start: No port is free from 9500." + Environment.NewLine, output.ToString());
        Assert.Equal(9500, host.Settings!.FirstPort);
        Assert.False(Directory.Exists(host.Settings.DataFolder));
    }

    [Fact]
    public async Task Run_NotOnce_ServesUntilInterruptedAndNamesTheTokensFileOnly()
    {
        using var stop = new CancellationTokenSource();
        using var output = new SignalWriter("\"kill_switch\":true", stop.Cancel);
        var host = new FakeDemoHost();
        Assert.Equal(0, await Demo(host, output).RunAsync(Once with { Once = false }, stop.Token));
        var told = output.ToString();
        Assert.Contains(
            $"curl -s {host.Sidecar!.Address}guard/status \\{Environment.NewLine}  -H \"Authorization: Bearer $(cat '/data/guard.token')\"",
            told,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(FakeSidecar.OperatorToken, told, StringComparison.Ordinal);
        Assert.EndsWith("Stopping." + Environment.NewLine, told, StringComparison.Ordinal);
        Assert.False(Directory.Exists(host.Settings!.DataFolder));
    }

    [Fact]
    public async Task Run_StoryBrokenOffWhileV2IsWorse_ServesWithAHealthyV2()
    {
        using var stop = new CancellationTokenSource();
        using var output = new SignalWriter("\"kill_switch\":true", stop.Cancel);
        var host = new FakeDemoHost(new FakeFaults { HidesStatus = true });
        Assert.Equal(1, await Demo(host, output).RunAsync(Once with { Once = false }, stop.Token));
        Assert.Contains("5 of 15 steps were told", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(Worsening.Wrong.Mended, host.Settings!.V2.Tuning);
    }

    [Fact]
    public async Task Run_InterruptedInTheStory_Answers130AndCleansUp()
    {
        using var stop = new CancellationTokenSource();
        using var output = new SignalWriter("[2/15]", stop.Cancel);
        var host = new FakeDemoHost();
        Assert.Equal(130, await Demo(host, output).RunAsync(Once, stop.Token));
        Assert.Contains("Interrupted", output.ToString(), StringComparison.Ordinal);
        Assert.True(host.Sidecar!.Stopped);
        Assert.False(Directory.Exists(host.Settings!.DataFolder));
    }

    private static DemoRunner Demo(FakeDemoHost host, TextWriter output) =>
        new(host, TimeProvider.System)
        {
            Output = output,
            Terminal = false,
            Scale = StoryFixture.Small,
        };
}
