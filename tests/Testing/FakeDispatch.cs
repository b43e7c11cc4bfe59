using Shadow.Runs;

namespace Testing;

/// <summary>A shadow request that is never sent; a test ends its leg itself.</summary>
public sealed class FakeDispatch(bool admits = true) : IShadowDispatch
{
    private int _sent;

    /// <summary>The leg that was to be sent.</summary>
    public Leg? Leg { get; private set; }

    /// <summary>How often it was to be sent.</summary>
    public int Sent => _sent;

    /// <summary>Permits that are out.</summary>
    public int Permits { get; private set; }

    /// <inheritdoc/>
    public bool TryAdmit()
    {
        Permits += admits ? 1 : 0;
        return admits;
    }

    /// <inheritdoc/>
    public void Abandon() => Permits--;

    /// <inheritdoc/>
    public void Send(Leg leg)
    {
        Interlocked.Increment(ref _sent);
        Leg = leg;
    }
}
