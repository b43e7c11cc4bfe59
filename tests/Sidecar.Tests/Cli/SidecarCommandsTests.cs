using Sidecar.Cli;
using Sidecar.Configuration;
using Sidecar.Demo;

namespace Sidecar.Tests.Cli;

public sealed class SidecarCommandsTests
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private ConfigurationInputs? _served;
    private DemoOptions? _demo;

    [Theory]
    [InlineData()]
    [InlineData("serve")]
    public async Task RunAsync_NoOptions_ServesTheFileOfTheCurrentFolder(params string[] args)
    {
        Assert.Equal(0, await Run(args));
        Assert.Equal((Path.GetFullPath("yarp.json"), null), (_served!.Path, _served.Urls));
    }

    [Theory]
    [InlineData("--config", "/etc/a.json", "--urls", "http://*:1;http://*:2")]
    [InlineData("serve", "--config=/etc/a.json", "--urls=http://*:1;http://*:2")]
    public async Task RunAsync_Options_ReachTheHandler(params string[] args)
    {
        Assert.Equal(0, await Run(args));
        Assert.Equal(("/etc/a.json", "http://*:1;http://*:2"), (_served!.Path, _served.Urls));
    }

    [Fact]
    public async Task RunAsync_Demo_ReachesItsHandler()
    {
        Assert.Equal(7, await Run("demo", "--once", "--port", "8123", "--plain"));
        Assert.Equal(new DemoOptions(true, true, 8123), _demo);
    }

    [Fact]
    public async Task RunAsync_DemoAlone_HasNoPort()
    {
        await Run("demo");

        Assert.Equal(new DemoOptions(false, false, null), _demo);
    }

    [Theory]
    [InlineData("--prot", "5")]
    [InlineData("serv")]
    [InlineData("--config")]
    [InlineData("--config", "")]
    [InlineData("demo", "--port", "x")]
    [InlineData("demo", "--port", "70000")]
    [InlineData("demo", "--config", "x")]
    [InlineData("--config", "x", "healthcheck")]
    [InlineData("rollup", "--week", "2025-W53")]
    [InlineData("rollup", "--week", "")]
    [InlineData("rollup", "--days", "0")]
    [InlineData("rollup", "--days", "367")]
    [InlineData("rollup", "--days", "x")]
    [InlineData("rollup", "--days", "7", "--week", "2025-W42")]
    [InlineData("rollup", "a", "b")]
    [InlineData("rollup", "--dasy")]
    [InlineData("rollup", "")]
    [InlineData("rollup", "--urls", "http://*:1")]
    [InlineData("--config", "x", "rollup")]
    [InlineData("--urls", "http://*:1", "demo")]
    [InlineData("simulate", "--form-log")]
    [InlineData("simulate", "a.json", "b.json")]
    [InlineData("simulate", "")]
    [InlineData("simulate", "--repeat", "0")]
    [InlineData("simulate", "--repeat", "5", "--verbose")]
    [InlineData("simulate", "--set", "runs")]
    [InlineData("simulate", "--since", "7d")]
    [InlineData("simulate", "--config", "x")]
    [InlineData("simulate", "--from-log", "a.json")]
    [InlineData("simulate", "--from-log", "--seed", "1")]
    [InlineData("simulate", "--from-log", "--since", "yesterday")]
    [InlineData("simulate", "--from-log", "--since", "7x")]
    [InlineData("simulate", "--from-log", "--since", "1h", "--until", "2h")]
    [InlineData("--config", "x", "simulate")]
    public async Task RunAsync_CannotBeUnderstood_SaysWhyAndExits2(params string[] args)
    {
        Assert.Equal(2, await Run(args));
        Assert.StartsWith("sidecar: ", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("--help", _error.ToString(), StringComparison.Ordinal);
        Assert.Null(_served);
        Assert.Null(_demo);
    }

    [Fact]
    public async Task RunAsync_Help_NamesEveryCommandAndNoSecret()
    {
        Assert.Equal(0, await Run("--help"));
        Assert.All(
            ["serve", "demo", "rollup", "simulate", "healthcheck", "--config", "--urls", "--version"],
            word => Assert.Contains(word, _output.ToString(), StringComparison.Ordinal)
        );
        Assert.DoesNotContain("token", _output.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task RunAsync_Version_IsOneLine()
    {
        Assert.Equal(0, await Run("--version"));
        Assert.Single(_output.ToString().Trim().Split('\n'));
    }

    [Fact]
    public async Task RunAsync_ConfigurationWithFaults_NamesThemOnStandardErrorAndExits2()
    {
        var handlers = new SidecarHandlers
        {
            Serve = static _ =>
                throw new ConfigurationFaultsException("/a/yarp.json", [new ConfigurationFault("A:B", "is wrong"), new("C", "too")]),
            Demo = static (_, _) => Task.FromResult(0),
        };

        Assert.Equal(2, await SidecarCommands.RunAsync([], handlers, _output, _error));
        Assert.Equal(
            "The configuration of /a/yarp.json cannot be used, 2 faults:\n  A:B: is wrong\n  C: too\n",
            _error.ToString().ReplaceLineEndings("\n")
        );
    }

    private Task<int> Run(params string[] args) =>
        SidecarCommands.RunAsync(
            args,
            new SidecarHandlers
            {
                Serve = inputs =>
                {
                    _served = inputs;
                    return Task.FromResult(0);
                },
                Demo = (request, _) =>
                {
                    _demo = request;
                    return Task.FromResult(7);
                },
            },
            _output,
            _error
        );
}
