using Shadow.Decisions;

namespace Shadow.Capture;

/// <summary>
/// The copy of an answer on the side: the whole of a document up to the cap, or of an event stream the last event that holds a plan.
/// </summary>
public sealed class AnswerCapture : IDisposable
{
    private readonly AnswerFormat _format;
    private readonly CaptureBuffer? _document;
    private readonly EventStreamScanner? _events;
    private readonly int _expected;

    /// <summary>Creates the copy that fits the answer's headers.</summary>
    /// <param name="format">How plans are found, and how much may be kept.</param>
    /// <param name="contentType">The answer's Content-Type.</param>
    /// <param name="contentEncoding">The answer's Content-Encoding.</param>
    /// <param name="contentLength">Its Content-Length, where it has one.</param>
    /// <param name="budget">What the copy's bytes are reserved from.</param>
    public AnswerCapture(AnswerFormat format, string? contentType, string? contentEncoding, long? contentLength, IByteBudget budget)
    {
        _format = format;
        ContentType = contentType;
        ContentEncoding = contentEncoding;
        // Packed events cannot be told apart as they pass: their bytes are kept as a document's and unpacked afterwards.
        if (IsEventStream(contentType) && IsPlain(contentEncoding))
        {
            _events = new EventStreamScanner(format.Decision, format.Signals, format.MaxBodyBytes, budget);
            return;
        }

        _document = new CaptureBuffer(format.MaxBodyBytes, budget);
        if (contentLength > format.MaxBodyBytes)
            _document.GiveUp(CaptureState.TooLarge);
        else
            _expected = (int)(contentLength ?? 0);
    }

    /// <summary>The answer's Content-Type.</summary>
    public string? ContentType { get; }

    /// <summary>The answer's Content-Encoding.</summary>
    public string? ContentEncoding { get; }

    /// <summary>True for an event stream: its plan can have come before its end.</summary>
    public bool EventStream => IsEventStream(ContentType);

    /// <summary>Whether the copy is whole.</summary>
    public CaptureState State =>
        _document?.State
        ?? (
            _events!.OutOfMemory ? CaptureState.OutOfMemory
            : _events.TooLarge ? CaptureState.TooLarge
            : CaptureState.Whole
        );

    /// <summary>Adds what passed.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_events is not null)
            _events.Append(bytes);
        else
            _document!.Append(bytes, _expected);
    }

    /// <summary>Reads plan and signals out of the copy. Call it once, after the last byte.</summary>
    public DecisionReading Read(Action<string>? badSignal)
    {
        if (_events is not null)
        {
            _events.Complete();
            return _events.Read(badSignal);
        }

        return _document!.State == CaptureState.Whole
            ? DecisionReader.Read(
                _document.Bytes,
                ContentType,
                ContentEncoding,
                _format.Decision,
                _format.Signals,
                _format.MaxBodyBytes,
                badSignal
            )
            : new DecisionReading(DecisionOutcome.TooLarge, null, default);
    }

    /// <summary>A copy of the kept bytes: the document as it came, or the plan's event.</summary>
    public byte[]? ToArray() =>
        _document is null ? (_events!.HasPlan ? _events.Plan.ToArray() : null)
        : _document.State == CaptureState.Whole ? _document.Bytes.ToArray()
        : null;

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        _document?.Release();
        _events?.Dispose();
    }

    private static bool IsEventStream(string? contentType) =>
        contentType is not null && contentType.AsSpan().TrimStart().StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase);

    private static bool IsPlain(string? contentEncoding) =>
        string.IsNullOrWhiteSpace(contentEncoding)
        || contentEncoding.AsSpan().Trim().Equals("identity", StringComparison.OrdinalIgnoreCase);
}
