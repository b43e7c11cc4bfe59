using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Fuzz.Engine;
using Fuzz.Targets;

namespace Fuzz;

/// <summary>
/// Gives every surface its corpus and, for a bounded time, mutations of it. The seed differs each time, unless FUZZ_SEED names it; a finding
/// names the file that shows it again.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const long MostMutations = 20_000;

    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(2);

    public static TheoryData<string> Targets => [.. AllTargets.Names];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Corpus_EveryFile_KeepsEveryPromise(string name)
    {
        using var target = AllTargets.Of(name);
        var corpus = Corpus.Of(name);

        Assert.NotEmpty(corpus.Files);
        var findings = corpus
            .Files.Zip(corpus.Inputs, (file, input) => (File: file, Finding: Trial.Of(target, input)))
            .Where(static pair => pair.Finding is not null)
            .ToList();
        if (findings.Count > 0)
            Assert.Fail(string.Join(Environment.NewLine, findings.Select(static pair => $"{pair.File}: {pair.Finding!.Fault}")));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Mutations_ForABoundedTime_KeepEveryPromise(string name)
    {
        using var target = AllTargets.Of(name);
        var seed = Seed();
        var run = new FuzzRun(target, seed);

        var finding = run.First(MostMutations, MostTime);

        output.WriteLine($"{name}: {run.Executions} inputs, seed {seed}");
        if (finding is not null)
            Assert.Fail($"FUZZ_SEED={seed} {FindingFile.Write(finding)}");
    }

    [SuppressMessage("Security", "CA5394", Justification = "A different seed each time is all that is wanted.")]
    private static int Seed() =>
        int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SEED"), CultureInfo.InvariantCulture, out var seed)
            ? seed
            : Random.Shared.Next(1, int.MaxValue);
}
