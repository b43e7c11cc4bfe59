namespace Shadow.Decisions;

/// <summary>What comes next of an event stream.</summary>
internal enum LineToken
{
    /// <summary>Nothing until more bytes come.</summary>
    None,

    /// <summary>A line of data begins.</summary>
    DataLine,

    /// <summary>A piece of its value.</summary>
    Data,

    /// <summary>A blank line: the event is whole.</summary>
    EventEnd,
}
