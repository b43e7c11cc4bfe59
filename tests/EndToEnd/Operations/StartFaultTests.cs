using System.Net;
using System.Net.Sockets;
using EndToEnd.Harness;
using Testing;

namespace EndToEnd.Operations;

/// <summary>A sidecar that cannot start says why and what to do, and its exit code says whose turn it is.</summary>
public sealed class StartFaultTests
{
    // Never asked: these starts end before that.
    private static readonly SidecarSettings Settings = new() { V1 = "http://127.0.0.1:9", V2 = "http://127.0.0.1:9" };

    [Fact]
    public async Task Configuration_WithFaults_NamesAllOfThemAndExitsWith2()
    {
        var (exitCode, output, error) = await SidecarProcess.RunToEndAsync(
            Settings with
            {
                Keys = [("Shadow:Percent", 101), ("Canary:Sallt", "x"), ("ReverseProxy:Clusters:v2", null)],
                Environment = new Dictionary<string, string> { ["REGRESS_MIN_SAMPLE"] = "many", ["PLANNER_V1_URL"] = "planner-one" },
            }
        );

        Assert.Equal(2, exitCode);
        Assert.Empty(output);
        foreach (var fault in new[] { "Shadow:Percent", "Canary:Sallt", "v2", "REGRESS_MIN_SAMPLE", "PLANNER_V1_URL" })
            Assert.Contains(fault, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_InUse_ExitsWith1AndSaysWhatToDo()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://{taken.LocalEndpoint}";

        var (exitCode, _, error) = await SidecarProcess.RunToEndAsync(Settings with { Arguments = ["serve", "--urls", url] });

        Assert.Equal(1, exitCode);
        Assert.Contains(url, error, StringComparison.Ordinal);
        Assert.Contains("--urls", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    // An address of documentation (RFC 5737), which no machine has.
    [Fact]
    public async Task Address_OfAnotherMachine_ExitsWith1AndNamesIt()
    {
        var (exitCode, _, error) = await SidecarProcess.RunToEndAsync(
            Settings with
            {
                Arguments = ["serve", "--urls", "http://192.0.2.1:20999"],
            }
        );

        Assert.Equal(1, exitCode);
        Assert.Contains("192.0.2.1:20999", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_ThatIsNone_ExitsWith1()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("not.pem", "no certificate");

        var (exitCode, _, error) = await SidecarProcess.RunToEndAsync(
            Settings with
            {
                Arguments = ["serve"],
                Keys =
                [
                    ("Kestrel:Endpoints:a:Url", "https://127.0.0.1:0"),
                    ("Kestrel:Endpoints:a:Certificate:Path", file),
                    ("Kestrel:Endpoints:a:Certificate:KeyPath", file),
                ],
            }
        );

        Assert.Equal(1, exitCode);
        Assert.Contains("cannot start", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_NoTemporaryFolder_ExitsWith1AndSaysSo()
    {
        var (exitCode, output, error) = await SidecarProcess.RunToEndAsync(
            Settings with
            {
                Arguments = ["demo", "--once", "--plain"],
                Environment = new Dictionary<string, string> { ["TMPDIR"] = "/dev/null/none" },
            }
        );

        Assert.Equal(1, exitCode);
        Assert.Contains("The demo could not start", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two tokens")]
    public async Task TokenFile_Unusable_ExitsWith2AndNamesIt(string content)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("data"));
        folder.Write("data/guard.token", content);

        var (exitCode, output, error) = await SidecarProcess.RunToEndAsync(Settings with { Folder = folder.Path });

        Assert.Equal(2, exitCode);
        Assert.Contains("guard.token", error, StringComparison.Ordinal);
        Assert.Contains("GUARD_TOKEN", error, StringComparison.Ordinal);
        Assert.DoesNotContain("two tokens", output + error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TokenFolder_ThatCannotBe_ExitsWith2AndNamesIt()
    {
        using var folder = new TemporaryFolder();
        folder.Write("data", "a file where the folder should be");

        var (exitCode, _, error) = await SidecarProcess.RunToEndAsync(Settings with { Folder = folder.Path });

        Assert.Equal(2, exitCode);
        Assert.Contains("guard.token", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AuthNone_BeyondLoopback_ExitsWith2()
    {
        var (exitCode, _, error) = await SidecarProcess.RunToEndAsync(
            Settings with
            {
                Keys = [("Guard:Auth", "none")],
                Arguments = ["--urls", "http://0.0.0.0:0"],
            }
        );

        Assert.Equal(2, exitCode);
        Assert.Contains("Guard:Auth", error, StringComparison.Ordinal);
        Assert.Contains("loopback", error, StringComparison.Ordinal);
    }
}
