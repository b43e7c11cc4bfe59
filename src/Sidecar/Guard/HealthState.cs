using System.Collections.Concurrent;

namespace Sidecar.Guard;

/// <summary>What is wrong right now, by cause code. Empty is healthy.</summary>
public sealed class HealthState
{
    private readonly ConcurrentDictionary<string, string> _causes = new(StringComparer.Ordinal);
    private volatile bool _ready;

    /// <summary>True once the settings are read and the listener is open, until the shutdown begins.</summary>
    public bool Ready
    {
        get => _ready;
        set => _ready = value;
    }

    /// <summary>The causes with a sentence each: what is wrong and what to do.</summary>
    public IReadOnlyDictionary<string, string> Causes => _causes;

    /// <summary>True while nothing is wrong.</summary>
    public bool Healthy => _causes.IsEmpty;

    /// <summary>States a cause; a second statement replaces the sentence.</summary>
    public void Degrade(string cause, string sentence) => _causes[cause] = sentence;

    /// <summary>Takes a cause back.</summary>
    public void Recover(string cause) => _causes.TryRemove(cause, out _);
}
