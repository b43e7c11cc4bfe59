using EndToEnd.Harness;

namespace EndToEnd.Operations;

/// <summary>The program as a shell and a container engine see it.</summary>
public sealed class CommandLineTests
{
    private static readonly SidecarSettings Settings = new() { V1 = "http://127.0.0.1:9", V2 = "http://127.0.0.1:9" };

    [Theory]
    [InlineData("--help", "healthcheck")]
    [InlineData("--version", ".")]
    public async Task Information_ExitsWith0(string option, string text)
    {
        var (exitCode, output, error) = await RunAsync(option);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains(text, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--sideways")]
    [InlineData("serv")]
    [InlineData("--urls")]
    public async Task WhatIsNotUnderstood_ExitsWith2AndNamesIt(string argument)
    {
        var (exitCode, output, error) = await RunAsync(argument);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(argument, error, StringComparison.Ordinal);
        Assert.Contains("--help", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HealthCheck_OfARunningSidecar_ExitsWith0()
    {
        await using var bed = await Bed.StartAsync();

        var (exitCode, output, _) = await RunAsync("healthcheck", "--urls", bed.Sidecar.Address.OriginalString);

        Assert.Equal(0, exitCode);
        Assert.StartsWith("ready", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HealthCheck_WhereNothingListens_ExitsWith1()
    {
        using var closed = new ClosedPort();

        var (exitCode, output, error) = await RunAsync("healthcheck", "--urls", closed.Address);

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains(closed.Address, error, StringComparison.Ordinal);
    }

    private static Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) =>
        SidecarProcess.RunToEndAsync(Settings with { Arguments = arguments });
}
