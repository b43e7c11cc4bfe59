namespace EndToEnd.Harness;

/// <summary>The program under test: the one that <c>SIDECAR_UNDER_TEST</c> names, else the one built beside the tests.</summary>
internal static class SidecarProgram
{
    private const string Variable = "SIDECAR_UNDER_TEST";

    public static string Path { get; } = Find();

    private static string Find()
    {
        var path = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? System.IO.Path.GetFullPath(named) : Built();
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException($"There is no program to test at {path}: build src/Sidecar, or name one in {Variable}");
    }

    private static string Built()
    {
        // tests/EndToEnd/bin/CONFIGURATION/FRAMEWORK
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        var root = framework;
        while (!File.Exists(System.IO.Path.Combine(root.FullName, "CanarySidecar.sln")))
            root = root.Parent ?? throw new DirectoryNotFoundException("The tests do not run from within the repository");
        return System.IO.Path.Combine(root.FullName, "src", "Sidecar", "bin", framework.Parent!.Name, framework.Name, "sidecar");
    }
}
