using System.IO.Hashing;
using Testing;

namespace Fuzz.Engine;

/// <summary>Keeps the input of a finding where a person finds it, and says how to see it again.</summary>
internal static class FindingFile
{
    public static string Write(Finding finding)
    {
        var name = Convert.ToHexStringLower(XxHash3.Hash(finding.Input));
        var file = Repository.Path($"artifacts/fuzz/{finding.Target}/{name}");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, finding.Input);
        var shown = Path.GetRelativePath(Repository.Root, file);
        return $"""
            {finding.Target}: {finding.Fault.Message}
              input of {finding.Input.Length} bytes: {shown}
              again: bench/fuzz.sh --target {finding.Target} --input {shown}
              {finding.Fault.GetType().Name}{finding.Fault.StackTrace}
            """;
    }
}
