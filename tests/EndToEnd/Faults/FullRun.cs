namespace EndToEnd.Faults;

/// <summary>How long the tests of faults take: short by default, and at full length where <c>FAULTS=full</c> is set.</summary>
internal static class FullRun
{
    /// <summary>Whether it was asked for.</summary>
    public static bool Asked { get; } = Environment.GetEnvironmentVariable("FAULTS") == "full";

    /// <summary>One of two figures.</summary>
    public static int Of(int brief, int full) => Asked ? full : brief;
}
