namespace Shadow.Decisions;

/// <summary>
/// The lines of an event stream as WHATWG HTML section 9.2 has them, from chunks that may end anywhere, even within a line's end or the BOM.
/// All fields but <c>data</c> are passed over.
/// </summary>
internal struct EventLines
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private State _state;

    // How much of the byte order mark, or of "data", has been seen.
    private int _matched;

    // A line feed after a carriage return belongs to it, even in the next chunk.
    private bool _afterReturn;

    private enum State
    {
        StreamStart,
        Field,
        ValueStart,
        Value,
        Ignored,
    }

    /// <summary>Takes the next token off the chunk; <paramref name="data"/> is the piece of a <see cref="LineToken.Data"/>.</summary>
    public LineToken Next(ref ReadOnlySpan<byte> chunk, out ReadOnlySpan<byte> data)
    {
        data = default;
        while (!chunk.IsEmpty)
        {
            if (_afterReturn)
            {
                _afterReturn = false;
                if (chunk[0] == '\n')
                {
                    chunk = chunk[1..];
                    continue;
                }
            }

            var token = _state switch
            {
                State.StreamStart => InMark(ref chunk),
                State.Field => InField(ref chunk),
                State.ValueStart => AtValue(ref chunk),
                _ => InLine(ref chunk, out data),
            };
            if (token != LineToken.None)
                return token;
        }

        return LineToken.None;
    }

    private LineToken InMark(ref ReadOnlySpan<byte> chunk)
    {
        if (chunk[0] != ByteOrderMark[_matched])
        {
            // Part of a mark is part of a line like any other, of no field that is known.
            (_state, _matched) = (_matched == 0 ? State.Field : State.Ignored, 0);
            return LineToken.None;
        }

        chunk = chunk[1..];
        if (++_matched == ByteOrderMark.Length)
            (_state, _matched) = (State.Field, 0);
        return LineToken.None;
    }

    private LineToken InField(ref ReadOnlySpan<byte> chunk)
    {
        if (chunk[0] is (byte)'\r' or (byte)'\n')
        {
            // A line that is just "data" has an empty value.
            var token =
                _matched == 0 ? LineToken.EventEnd
                : _matched == 4 ? LineToken.DataLine
                : LineToken.None;
            EndLine(ref chunk);
            return token;
        }

        if (chunk[0] != "data:"u8[_matched])
        {
            _state = State.Ignored;
            return LineToken.None;
        }

        chunk = chunk[1..];
        if (++_matched < 5)
            return LineToken.None;
        _state = State.ValueStart;
        return LineToken.DataLine;
    }

    private LineToken AtValue(ref ReadOnlySpan<byte> chunk)
    {
        if (chunk[0] == ' ')
            chunk = chunk[1..];
        _state = State.Value;
        return LineToken.None;
    }

    private LineToken InLine(ref ReadOnlySpan<byte> chunk, out ReadOnlySpan<byte> data)
    {
        var end = chunk.IndexOfAny((byte)'\r', (byte)'\n');
        var wanted = _state == State.Value && end != 0;
        data = end < 0 ? chunk : chunk[..end];
        chunk = chunk[data.Length..];
        if (wanted)
            return LineToken.Data;
        if (end >= 0)
            EndLine(ref chunk);
        return LineToken.None;
    }

    private void EndLine(ref ReadOnlySpan<byte> chunk)
    {
        _afterReturn = chunk[0] == '\r';
        chunk = chunk[1..];
        (_state, _matched) = (State.Field, 0);
    }
}
