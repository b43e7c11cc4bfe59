namespace Shadow.Capture;

/// <summary>
/// An agent's body as one leg after the other may read it. The listener does not let a body be read on once a read of it was cancelled: a
/// leg that ends while it waits for the agent leaves that wait behind, and the next leg waits on.
/// </summary>
/// <param name="inner">The listener's own stream.</param>
public sealed class AgentBodyStream(Stream inner) : TeeStream
{
    private readonly CancellationTokenSource _end = new();
    private Task? _waiting;
    private bool _ready;
    private ReadOnlyMemory<byte> _unread;

    /// <inheritdoc/>
    public override TeeStream? Again() => null;

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_unread.IsEmpty)
            return new ValueTask<int>(TakeUnread(buffer));
        if (_waiting is null && !_ready)
        {
            // Waited for without a buffer, so that nothing is taken from the agent by a wait that nobody waits for any more.
            var waiting = inner.ReadAsync(Memory<byte>.Empty, _end.Token);
            if (waiting.IsCompletedSuccessfully)
            {
                _ = waiting.Result;
                _ready = true;
            }
            else
            {
                _waiting = waiting.AsTask();
            }
        }

        if (_waiting is not null)
            return AwaitAsync(_waiting, buffer, cancellationToken);
        return buffer.IsEmpty ? new ValueTask<int>(0) : TakeAsync(buffer, cancellationToken);
    }

    /// <summary>Gives back what was read and has gone nowhere: the next read has it.</summary>
    public void Unread(ReadOnlySpan<byte> bytes) => _unread = bytes.ToArray();

    /// <summary>Nobody reads it any more. Ends a wait that was left behind: the listener takes the stream back after this.</summary>
    public async ValueTask EndAsync()
    {
        if (_waiting is not { } waiting)
            return;
        await _end.CancelAsync();
        await waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async ValueTask<int> AwaitAsync(Task waiting, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        await waiting.WaitAsync(cancellationToken);
        _waiting = null;
        _ready = true;
        return buffer.IsEmpty ? 0 : await TakeAsync(buffer, cancellationToken);
    }

    // There is something, or the end: this does not wait, and the leg's token stays out of it.
    private ValueTask<int> TakeAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _ready = false;
        return inner.ReadAsync(buffer, _end.Token);
    }

    private int TakeUnread(Memory<byte> buffer)
    {
        var taken = Math.Min(buffer.Length, _unread.Length);
        _unread[..taken].CopyTo(buffer);
        _unread = _unread[taken..];
        return taken;
    }
}
