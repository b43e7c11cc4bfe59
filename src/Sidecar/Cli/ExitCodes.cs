namespace Sidecar.Cli;

/// <summary>What the program answers to the shell.</summary>
internal static class ExitCodes
{
    /// <summary>Done, or healthy.</summary>
    public const int Success = 0;

    /// <summary>It ran, and what was asked for is not so.</summary>
    public const int Failure = 1;

    /// <summary>It was asked in a way that cannot be understood, or the configuration cannot be used.</summary>
    public const int Usage = 2;
}
