namespace Shadow.Capture;

/// <summary>
/// An agent's body, for one leg after the other. The listener does not let a body be read on once a read of it was cancelled: a leg that ends
/// while it waits for the agent leaves that wait behind, and the next leg waits on. Whoever still reads for a leg that has ended gets nothing
/// once another leg has the body, or the request is over: by then it may be the body of the next request.
/// </summary>
/// <param name="inner">The listener's own stream.</param>
public sealed class AgentBody(Stream inner) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _end = new();
    private object? _reader;
    private Task? _waiting;
    private bool _ready;
    private ReadOnlyMemory<byte> _unread;

    /// <summary>Held while bytes are taken and copied: a reader that comes next finds all that was taken in the copy.</summary>
    internal Lock Sync => _lock;

    /// <summary>Gives the body to a reader; the one before gets no more of it.</summary>
    internal void HandTo(object reader)
    {
        lock (_lock)
            _reader = reader;
    }

    /// <summary>Waits until the agent has sent some of it, or its end.</summary>
    /// <exception cref="OperationCanceledException">Another reader has the body.</exception>
    internal ValueTask WaitAsync(object reader, CancellationToken cancellationToken)
    {
        Task waiting;
        lock (_lock)
        {
            Demand(reader);
            if (_ready || !_unread.IsEmpty)
                return default;
            if (_waiting is null)
            {
                // Without a buffer, so that nothing is taken from the agent by a wait that nobody waits for any more.
                var read = inner.ReadAsync(Memory<byte>.Empty, _end.Token);
                if (read.IsCompletedSuccessfully)
                {
                    _ = read.Result;
                    _ready = true;
                    return default;
                }

                _waiting = read.AsTask();
            }

            waiting = _waiting;
        }

        return AwaitAsync(waiting, cancellationToken);
    }

    /// <summary>Takes what is there after a wait; 0 at the end.</summary>
    /// <exception cref="OperationCanceledException">Another reader has the body, or the leg has ended.</exception>
    internal int Take(object reader, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Demand(reader);
            cancellationToken.ThrowIfCancellationRequested();
            if (!_unread.IsEmpty)
            {
                var taken = Math.Min(buffer.Length, _unread.Length);
                _unread[..taken].CopyTo(buffer);
                _unread = _unread[taken..];
                return taken;
            }

            _ready = false;
            // There is something, or the end: this does not wait, and the leg's token stays out of it.
            var reading = inner.ReadAsync(buffer, _end.Token);
            return reading.IsCompleted ? reading.Result : reading.AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>Gives back what was taken and has gone nowhere: the next reader has it.</summary>
    internal void Unread(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
            _unread = bytes.ToArray();
    }

    /// <summary>The request is over. Ends a wait that was left behind: the listener takes the stream back after this.</summary>
    public async ValueTask DisposeAsync()
    {
        Task? waiting;
        lock (_lock)
        {
            _reader = null;
            waiting = _waiting;
        }

        if (waiting is not null)
        {
            await _end.CancelAsync();
            await waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _end.Dispose();
    }

    private async ValueTask AwaitAsync(Task waiting, CancellationToken cancellationToken)
    {
        await waiting.WaitAsync(cancellationToken);
        lock (_lock)
        {
            if (!ReferenceEquals(_waiting, waiting))
                return;
            _waiting = null;
            _ready = true;
        }
    }

    private void Demand(object reader)
    {
        if (!ReferenceEquals(_reader, reader))
            throw new OperationCanceledException("The request is over, or another planner has its body.");
    }
}
