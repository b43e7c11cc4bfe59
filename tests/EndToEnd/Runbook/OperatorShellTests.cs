using Testing;
using Xunit.Sdk;

namespace EndToEnd.Runbook;

public sealed class OperatorShellTests
{
    [Fact]
    public async Task Run_StepAfterStep_KeepsVariablesFunctionsAndFolder()
    {
        using var folder = new TemporaryFolder();
        folder.Write("file", "of the folder");
        await using var shell = new OperatorShell(folder.Path);

        Assert.Equal(new StepResult(null, ""), await shell.RunAsync("A=one\nshow() { echo \"$A $(cat file)\"; }"));
        Assert.Equal(new StepResult(null, "one of the folder\nand this"), await shell.RunAsync("show\necho and this >&2"));
    }

    [Theory]
    [InlineData("false\necho on")]
    [InlineData("false | cat\necho on")]
    [InlineData("echo $UNSET\necho on")]
    [InlineData("no-such-command")]
    [InlineData("if then")]
    [InlineData("curl -sS http://127.0.0.1:9/")]
    public async Task Run_CommandThatFails_FailsTheTest(string script)
    {
        using var folder = new TemporaryFolder();
        await using var shell = new OperatorShell(folder.Path);

        var fault = await Assert.ThrowsAnyAsync<XunitException>(() => shell.RunAsync(script));

        Assert.StartsWith("a command failed with exit code ", fault.Message, StringComparison.Ordinal);
    }
}
