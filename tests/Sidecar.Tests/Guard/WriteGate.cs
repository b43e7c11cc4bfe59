namespace Sidecar.Tests.Guard;

/// <summary>Holds one write of a <see cref="FaultingSettingsStore"/>.</summary>
internal sealed class WriteGate
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the write is there.</summary>
    public Task Reached => _reached.Task;

    /// <summary>Lets the write go on.</summary>
    public void Open() => _opened.TrySetResult();

    public Task PassAsync()
    {
        _reached.TrySetResult();
        return _opened.Task;
    }
}
