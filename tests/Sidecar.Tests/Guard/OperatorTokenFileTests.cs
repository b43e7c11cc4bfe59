using Sidecar.Configuration;
using Sidecar.Guard;
using Sidecar.Guard.Access;
using Sidecar.Storage;

namespace Sidecar.Tests.Guard;

public sealed class OperatorTokenFileTests : IDisposable
{
    private static readonly GuardTokens None = new(null, null, null);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("guard-");

    private string File => Path.Combine(_folder.FullName, "deep", "guard.token");

    private SidecarOptions Options => new() { Guard = new GuardOptions { TokenFile = File } };

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Obtain_FirstStart_MakesAFileForItsOwnerAlone()
    {
        var made = OperatorTokenFile.Obtain(None, Options);

        Assert.True(made.Made);
        Assert.Equal(43, made.Value!.Length);
        Assert.Equal(made.Value, System.IO.File.ReadAllText(File).Trim());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(File)!));
    }

    [Fact]
    public void Obtain_SecondStart_ReadsTheFile()
    {
        var made = OperatorTokenFile.Obtain(None, Options);
        var read = OperatorTokenFile.Obtain(None, Options);

        Assert.Equal((made.Value, false), (read.Value, read.Made));
    }

    [Fact]
    public void Obtain_TokenOfTheEnvironment_TouchesNoFile()
    {
        Assert.Equal("given", OperatorTokenFile.Obtain(new GuardTokens("given", null, null), Options).Value);
        Assert.False(System.IO.File.Exists(File));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(" \n", "is empty")]
    [InlineData("two tokens", "more than one token")]
    public void Obtain_UnusableFile_IsAFaultThatNamesIt(string content, string expected)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, content);

        var token = OperatorTokenFile.Obtain(None, Options);

        Assert.Null(token.Value);
        Assert.Contains(expected, token.Fault, StringComparison.Ordinal);
        Assert.Contains(File, token.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Obtain_FolderThatCannotBeMade_IsAFault()
    {
        var file = Path.Combine(_folder.FullName, "file");
        System.IO.File.WriteAllText(file, "");

        var token = OperatorTokenFile.Obtain(None, new() { Guard = new() { TokenFile = Path.Combine(file, "guard.token") } });

        Assert.Contains("GUARD_TOKEN", token.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Data Source=data/sidecar.db", "data/guard.token")]
    [InlineData("Data Source=/var/lib/sidecar/x.db;Cache=Shared", "/var/lib/sidecar/guard.token")]
    [InlineData("Data Source=sidecar.db", "guard.token")]
    [InlineData("Data Source=:memory:", "data/guard.token")]
    [InlineData("Nonsense=1", "data/guard.token")]
    public void PathOf_NoFileNamed_LiesBesideTheStore(string connection, string expected) =>
        Assert.Equal(expected, OperatorTokenFile.PathOf(new() { Storage = new StorageOptions { ConnectionString = connection } }));

    [Fact]
    public void ToString_OfAToken_DoesNotShowIt() =>
        Assert.DoesNotContain("secret", new OperatorToken("secret", null).ToString(), StringComparison.Ordinal);
}
