namespace Shadow.Runs;

/// <summary>A shadow request that is ready to be sent, once.</summary>
public interface IShadowDispatch
{
    /// <summary>Takes a permit of the target planner; false where none is free.</summary>
    bool TryAdmit();

    /// <summary>Gives an unused permit back.</summary>
    void Abandon();

    /// <summary>Sends the request beside, on another thread; the leg's end gives the permit back.</summary>
    void Send(Leg leg);
}
