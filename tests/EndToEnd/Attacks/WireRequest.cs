namespace EndToEnd.Attacks;

/// <summary>A request as a planner's connection had it.</summary>
/// <param name="Head">Request line and headers, with the empty line.</param>
/// <param name="Body">The body, without chunks; of one that was broken off what came.</param>
/// <param name="Whole">False where the connection ended within it.</param>
internal sealed record WireRequest(string Head, string Body, bool Whole)
{
    /// <summary>Bytes that its body lacks at the least.</summary>
    public int Missing { get; init; }

    /// <summary>The request line.</summary>
    public string StartLine => Head[..Head.IndexOf("\r\n", StringComparison.Ordinal)];

    /// <summary>A header's one value; several joined by a comma; null where it is absent.</summary>
    public string? this[string name] => new Harness.RawMessage(Head, [])[name];
}
