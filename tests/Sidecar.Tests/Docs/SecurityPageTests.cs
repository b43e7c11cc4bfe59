using System.Text.RegularExpressions;

namespace Sidecar.Tests.Docs;

/// <summary>docs/security.md names a test for each threat: they must exist, and none of the attacks may be missing from the page.</summary>
public sealed partial class SecurityPageTests
{
    private static readonly string Root = FindRoot();

    [Fact]
    public void Page_EveryTestThatItNames_Exists()
    {
        var named = Named();

        Assert.NotEmpty(named);
        Assert.All(
            named,
            static test =>
            {
                // Two projects may have a class of one name.
                var files = Directory.EnumerateFiles(Path.Combine(Root, "tests"), test.Class + ".cs", SearchOption.AllDirectories);
                var declared = $@"\bpublic (async Task|void) {test.Method}\(";
                Assert.Contains(files, file => Regex.IsMatch(File.ReadAllText(file), declared));
            }
        );
    }

    [Fact]
    public void Page_EveryClassOfAttacks_IsNamed()
    {
        var named = Named().Select(static test => test.Class).ToHashSet(StringComparer.Ordinal);
        var attacks = Directory
            .EnumerateFiles(Path.Combine(Root, "tests", "EndToEnd", "Attacks"), "*Tests.cs")
            .Select(static file => Path.GetFileNameWithoutExtension(file));

        Assert.Empty(attacks.Except(named));
    }

    private static List<(string Class, string Method)> Named() =>
        [
            .. TestName()
                .Matches(File.ReadAllText(Path.Combine(Root, "docs", "security.md")))
                .Select(static match => (match.Groups[1].Value, match.Groups[2].Value)),
        ];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CanarySidecar.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests do not run from within the repository");
        return folder.FullName;
    }

    [GeneratedRegex(@"`(\w+Tests)\.(\w+)`")]
    private static partial Regex TestName();
}
