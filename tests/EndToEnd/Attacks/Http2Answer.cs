namespace EndToEnd.Attacks;

/// <summary>How a stream of HTTP/2 ended.</summary>
/// <param name="Status">The status of its answer; 0 where there was none.</param>
/// <param name="Refused">True where the stream was reset or the connection given up before an answer.</param>
internal readonly record struct Http2Answer(int Status, bool Refused)
{
    /// <summary>An answer.</summary>
    public static Http2Answer Of(int status) => new(status, Refused: false);

    /// <summary>No answer.</summary>
    public static Http2Answer None => new(0, Refused: true);
}
