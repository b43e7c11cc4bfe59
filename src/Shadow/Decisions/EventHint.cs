namespace Shadow.Decisions;

/// <summary>
/// Tells, without parsing, events that cannot hold a plan or a signal: most of a stream is words of text, and each spares the agent's path a
/// pass of the JSON reader.
/// </summary>
internal static class EventHint
{
    /// <summary>False where no pointer can find anything in the event's data.</summary>
    public static bool MayHold(ReadOnlySpan<byte> data, in PlanPointers pointers)
    {
        if (!PlanLocator.BeginsAsDocument(data) || data.SequenceEqual("[DONE]"u8))
            return false;
        // A name may be written with escapes.
        return data.Contains((byte)'\\')
            || MayFind(data, pointers[PlanField.Agent])
            || MayFind(data, pointers[PlanField.Steps])
            || MayFind(data, pointers[PlanField.CostCents])
            || MayFind(data, pointers[PlanField.Quality])
            || MayFind(data, pointers[PlanField.Build]);
    }

    private static bool MayFind(ReadOnlySpan<byte> data, JsonPointer? pointer)
    {
        if (pointer is null)
            return false;
        var last = pointer.Length - 1;
        return last < 0 || pointer.Index(last) >= 0 || data.IndexOf(pointer.Name(last)) >= 0;
    }
}
