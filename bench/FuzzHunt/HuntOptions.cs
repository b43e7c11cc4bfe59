using System.Globalization;
using Fuzz.Targets;

namespace FuzzHunt;

/// <summary>What is asked for.</summary>
/// <param name="Targets">The targets, one after the other.</param>
/// <param name="Time">How long each is fuzzed.</param>
/// <param name="Seed">What the mutations are drawn from.</param>
/// <param name="Input">A file to give to the one target instead.</param>
internal sealed record HuntOptions(IReadOnlyList<string> Targets, TimeSpan Time, int Seed, string? Input)
{
    public static string Usage =>
        $"""
            bench/fuzz.sh [--target NAME] [--seconds N] [--seed N]    fuzzes every target, or the one, for N seconds (60) each
            bench/fuzz.sh --target NAME --input FILE                  gives it one input
            targets: {string.Join(", ", AllTargets.Names)}
            """;

    /// <summary>Reads the arguments; null where they cannot be used.</summary>
    public static HuntOptions? Read(string[] args)
    {
        var options = new HuntOptions(AllTargets.Names, TimeSpan.FromSeconds(60), Environment.TickCount & int.MaxValue, null);
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length || options.With(args[i], args[i + 1]) is not { } next)
                return null;
            options = next;
        }

        return options.Input is null || options.Targets.Count == 1 ? options : null;
    }

    private HuntOptions? With(string name, string value) =>
        name switch
        {
            "--target" when AllTargets.Names.Contains(value) => this with { Targets = [value] },
            "--seconds" when Whole(value) is > 0 and var seconds => this with { Time = TimeSpan.FromSeconds(seconds) },
            "--seed" when Whole(value) is { } seed => this with { Seed = seed },
            "--input" when File.Exists(value) => this with { Input = value },
            _ => null,
        };

    private static int? Whole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
