namespace Shadow.Decisions;

/// <summary>What became of unpacking a body.</summary>
internal enum UnpackResult
{
    /// <summary>All of it, or all that came of a body that was cut off.</summary>
    Unpacked,

    /// <summary>It is longer than the cap.</summary>
    TooLarge,

    /// <summary>It is not packed as it claims.</summary>
    Corrupt,
}
