using System.Buffers;

namespace Sidecar.Guard.Routes;

/// <summary>A run's id as operators and evaluations write it: a UUID as in X-Planner-Run-Id, its case aside.</summary>
internal static class RunIdText
{
    private const int Length = 36;

    private static readonly SearchValues<char> Characters = SearchValues.Create("0123456789abcdefABCDEF-");

    /// <summary>Reads one.</summary>
    public static bool TryRead(string? text, out Guid runId)
    {
        runId = default;
        // The framework also takes blanks around it, and parts such as +1890a5d and 0x890a5d.
        return text is { Length: Length } && !text.AsSpan().ContainsAnyExcept(Characters) && Guid.TryParseExact(text, "D", out runId);
    }
}
