namespace Shadow.Capture;

/// <summary>
/// Stands in for a planner's content once its headers were copied, so that its body passes the tee. Whoever copies it to the agent keeps its
/// own way of flushing: events arrive as they come.
/// </summary>
public sealed class AnswerTeeContent(HttpContent inner, IAnswerSink sink) : WrappedContent(inner)
{
    /// <inheritdoc/>
    protected override Stream Wrap(Stream body) => new AnswerTeeStream(body, sink);
}
