namespace Shadow.Decisions;

/// <summary>
/// Reads the plan and the signals out of a planner's answer. No answer makes it throw: a JSON document or an event stream is read, packed with
/// gzip, deflate or brotli or two of them, and all else is no plan.
/// </summary>
/// <remarks>
/// Documents are strict JSON in UTF-8, nested at most 64 deep. Of several properties with one name the last counts. A step or tool is its
/// string, or an object's <c>name</c>, <c>id</c> or <c>tool</c> (the first of them that is a string), or else its canonical JSON. Strings are cut
/// after 4,096 characters, the objective after 256; a plan with more than 10,000 steps or tools is too large.
/// </remarks>
public static class DecisionReader
{
    private const string EventStream = "text/event-stream";

    /// <summary>Reads a whole body as it came from the planner.</summary>
    /// <param name="body">The body; one that was cut off is read as far as it came.</param>
    /// <param name="contentType">Its Content-Type: <c>text/event-stream</c>, and any other is tried as JSON.</param>
    /// <param name="contentEncoding">Its Content-Encoding.</param>
    /// <param name="decision">Where a plan is.</param>
    /// <param name="signals">Where signals are.</param>
    /// <param name="maxUnpackedBytes">The most bytes that each coding may unpack to, and that one event may have. Above 0.</param>
    /// <param name="badSignal">Gets the name of each signal that is there but unusable.</param>
    public static DecisionReading Read(
        ReadOnlyMemory<byte> body,
        string? contentType,
        string? contentEncoding,
        DecisionOptions decision,
        SignalOptions signals,
        int maxUnpackedBytes,
        Action<string>? badSignal
    )
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(signals);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxUnpackedBytes);
        if (!ContentCodings.TryParse(contentEncoding, out var codings))
            return DecisionReading.NotAPlan;
        var outer = new PooledBuffer(UnlimitedBudget.Instance, maxUnpackedBytes);
        var inner = new PooledBuffer(UnlimitedBudget.Instance, maxUnpackedBytes);
        try
        {
            // The coding applied last is the one to undo first.
            var result = Unpack(ref body, codings.Second, ref outer);
            if (result == UnpackResult.Unpacked)
                result = Unpack(ref body, codings.First, ref inner);
            return result switch
            {
                UnpackResult.TooLarge => DecisionReading.TooLarge,
                UnpackResult.Corrupt => DecisionReading.NotAPlan,
                _ when IsEventStream(contentType) => ReadStream(body.Span, decision, signals, maxUnpackedBytes, badSignal),
                _ => ReadDocument(body.Span, decision, signals, badSignal),
            };
        }
        finally
        {
            outer.Release();
            inner.Release();
        }
    }

    /// <summary>Reads one JSON document, not packed, such as <see cref="EventStreamScanner.Plan"/>.</summary>
    /// <param name="json">The document; a byte order mark and whitespace around it do not count.</param>
    /// <param name="decision">Where a plan is.</param>
    /// <param name="signals">Where signals are.</param>
    /// <param name="badSignal">Gets the name of each signal that is there but unusable.</param>
    public static DecisionReading ReadDocument(
        ReadOnlySpan<byte> json,
        DecisionOptions decision,
        SignalOptions signals,
        Action<string>? badSignal
    )
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(signals);
        if (json.StartsWith("\uFEFF"u8))
            json = json[3..];
        if (!PlanLocator.TryLocate(json, new PlanPointers(decision, signals), out var found))
            return DecisionReading.NotAPlan;
        return DecisionBuilder.Build(json, found, SignalReader.Read(json, found, badSignal));
    }

    private static DecisionReading ReadStream(
        ReadOnlySpan<byte> stream,
        DecisionOptions decision,
        SignalOptions signals,
        int maxEventBytes,
        Action<string>? badSignal
    )
    {
        using var scanner = new EventStreamScanner(decision, signals, maxEventBytes, UnlimitedBudget.Instance);
        scanner.Append(stream);
        scanner.Complete();
        return scanner.Read(badSignal);
    }

    private static UnpackResult Unpack(ref ReadOnlyMemory<byte> body, ContentCoding coding, ref PooledBuffer into)
    {
        if (coding == ContentCoding.None)
            return UnpackResult.Unpacked;
        var result = BodyUnpacker.Unpack(body, coding, ref into);
        body = into.Written;
        return result;
    }

    private static bool IsEventStream(string? contentType)
    {
        var type = contentType.AsSpan();
        var parameters = type.IndexOf(';');
        return (parameters < 0 ? type : type[..parameters]).Trim(" \t").Equals(EventStream, StringComparison.OrdinalIgnoreCase);
    }
}
