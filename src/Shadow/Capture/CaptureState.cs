namespace Shadow.Capture;

/// <summary>Whether a copy holds all that passed.</summary>
public enum CaptureState
{
    /// <summary>All of it.</summary>
    Whole,

    /// <summary>More passed than one body may have; the copy was given up.</summary>
    TooLarge,

    /// <summary>The memory budget was used up; the copy was given up.</summary>
    OutOfMemory,
}
