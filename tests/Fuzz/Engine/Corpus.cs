using Testing;

namespace Fuzz.Engine;

/// <summary>The kept inputs of a target: good ones, odd ones, and every one that ever broke something. Each file is one input.</summary>
internal sealed record Corpus(string Target, IReadOnlyList<byte[]> Inputs, IReadOnlyList<string> Files)
{
    private const string Root = "tests/Fuzz/Corpus";

    /// <summary>Its folder.</summary>
    public static string Folder(string target) => Repository.Path($"{Root}/{target}");

    /// <summary>Reads the files of a target, in the order of their names so that a seed means the same everywhere.</summary>
    public static Corpus Of(string target)
    {
        var files = Directory.GetFiles(Folder(target)).Order(StringComparer.Ordinal).ToArray();
        return new Corpus(target, Array.ConvertAll(files, File.ReadAllBytes), files);
    }
}
