using Fuzz.Engine;
using Fuzz.Targets;
using FuzzHunt;

if (HuntOptions.Read(args) is not { } options)
{
    Console.Error.WriteLine(HuntOptions.Usage);
    return 2;
}

var findings = 0;
foreach (var name in options.Targets)
{
    var coverage = new BranchCoverage();
    using var target = AllTargets.Of(name);
    if (options.Input is { } file)
    {
        var shown = Trial.Of(target, File.ReadAllBytes(file));
        Console.WriteLine(shown is null ? $"{name} keeps every promise with {file}" : $"{name}: {shown.Fault}");
        return shown is null ? 0 : 1;
    }

    var run = new FuzzRun(target, options.Seed, coverage);
    var finding = run.First(long.MaxValue, options.Time);
    Console.WriteLine($"{name}: {run.Executions:N0} inputs, seed {options.Seed}, {coverage.Taken:N0} branches, {run.NewWays:N0} new ways");
    if (finding is null)
        continue;
    findings++;
    Console.WriteLine(FindingFile.Write(finding));
}

Console.WriteLine($"{findings} findings");
return findings == 0 ? 0 : 1;
