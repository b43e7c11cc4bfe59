namespace EndToEnd.Chaos;

/// <summary>The parts of the table.</summary>
internal enum DrillPart
{
    /// <summary>v2 fails before its answer began: agents see nothing of it.</summary>
    BeforeTheAnswer,

    /// <summary>v2 fails within its answer, or answers oddly: agents get what v2 gave.</summary>
    WithinTheAnswer,

    /// <summary>The store fails: agents see nothing of it, and the kill switch works.</summary>
    Store,
}
