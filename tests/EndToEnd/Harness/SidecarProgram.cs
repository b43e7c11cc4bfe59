using System.Diagnostics;
using Testing;

namespace EndToEnd.Harness;

/// <summary>The program under test: the one that <c>SIDECAR_UNDER_TEST</c> names, else the one built beside the tests.</summary>
internal static class SidecarProgram
{
    private const string Variable = "SIDECAR_UNDER_TEST";

    public static string Path { get; } = Find();

    /// <summary>Takes out of a process's environment what the sidecar would read: what is set outside of the tests must not change what they see.</summary>
    public static void CleanEnvironment(ProcessStartInfo start)
    {
        foreach (var name in start.Environment.Keys.Where(IsOurs).ToList())
            start.Environment.Remove(name);
    }

    private static bool IsOurs(string variable) =>
        variable.Contains("__", StringComparison.Ordinal)
        || new[] { "PLANNER_", "REGRESS_", "GUARD_", "ASPNETCORE_", "URLS" }.Any(prefix =>
            variable.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
        );

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
        return Repository.Path($"src/Sidecar/bin/{framework.Parent!.Name}/{framework.Name}/sidecar");
    }
}
