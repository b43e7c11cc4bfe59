using System.Globalization;
using System.Text.RegularExpressions;
using Testing;

namespace Sidecar.Tests;

/// <summary>tests/ORIGINAL.md is whole, and every test that it names exists.</summary>
public sealed partial class OriginalTests
{
    private static readonly string[] Lines = File.ReadAllLines(Repository.Path("tests/ORIGINAL.md"));

    [Theory]
    [InlineData("test_planner_switch.py", 19)]
    [InlineData("test_regression_detector.py", 15)]
    [InlineData("test_planner_rollup.py", 9)]
    [InlineData("test_canary_sim.py", 23)]
    public void Section_OfEachFile_HasItsTestsEachWithACounterpart(string file, int tests)
    {
        var rows = Rows(file);

        Assert.Equal(Enumerable.Range(1, tests), rows.Select(static row => int.Parse(row[0], CultureInfo.InvariantCulture)));
        Assert.All(rows, static row => Assert.All(row, static cell => Assert.NotEmpty(cell)));
        var known = TestsOfTheRepository();
        foreach (var row in rows)
        {
            var counterparts = Counterpart().Matches(row[3]).Select(static match => match.Groups[1].Value).ToList();
            Assert.True(counterparts.Count > 0, $"{file} {row[0]} names no counterpart: {row[3]}");
            Assert.All(counterparts, name => Assert.True(known.Contains(name), $"{file} {row[0]}: there is no test {name}"));
        }
    }

    // Read out of the sources: the counterparts lie in several programs.
    private static HashSet<string> TestsOfTheRepository()
    {
        var tests = new HashSet<string>();
        foreach (var file in Directory.EnumerateFiles(Repository.Path("tests"), "*.cs", SearchOption.AllDirectories))
        {
            var source = File.ReadAllText(file);
            if (Class().Match(source) is { Success: true } type)
                tests.UnionWith(Method().Matches(source).Select(method => $"{type.Groups[1].Value}.{method.Groups[1].Value}"));
        }

        return tests;
    }

    // The cells of a section's table, without its head.
    private static List<string[]> Rows(string file) =>
        [
            .. Lines
                .SkipWhile(line => !line.StartsWith($"## {file} ", StringComparison.Ordinal))
                .Skip(1)
                .TakeWhile(static line => !line.StartsWith('#'))
                .Where(static line => line.StartsWith('|'))
                .Skip(2)
                .Select(static line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)),
        ];

    [GeneratedRegex("`([A-Za-z0-9]+\\.[A-Za-z0-9_]+)`")]
    private static partial Regex Counterpart();

    [GeneratedRegex(@"^public (?:sealed )?(?:partial )?class (\w+)", RegexOptions.Multiline)]
    private static partial Regex Class();

    // Between the attribute and the method stand further attributes at the most.
    [GeneratedRegex(
        @"^    \[(?:Fact|Theory)[^\n]*\n(?:    \[[^\n]*\n)*    public (?:static )?(?:async )?(?:void|Task) (\w+)\(",
        RegexOptions.Multiline
    )]
    private static partial Regex Method();
}
