namespace Shadow.Runs;

/// <summary>
/// What became of a run's mirroring: one entry of the ledger a run. Declared in the order of precedence: of several that apply, the lowest
/// value is the one that counts.
/// </summary>
public enum ShadowOutcome
{
    /// <summary>The route says <c>Mirror: off</c>.</summary>
    Route,

    /// <summary>A WebSocket, gRPC, CONNECT or other upgrade: passed through, never mirrored.</summary>
    Upgrade,

    /// <summary><c>Shadow:Percent</c> is 0.</summary>
    Disabled,

    /// <summary>Not drawn by <c>Shadow:Percent</c>.</summary>
    NotSampled,

    /// <summary>The request body is larger than <c>Shadow:MaxBodyBytes</c>.</summary>
    BodyTooLarge,

    /// <summary>No permit of the target planner was free (<c>Shadow:MaxConcurrent</c>).</summary>
    Saturated,

    /// <summary>The memory budget was used up (<c>Shadow:MaxTotalBytes</c>).</summary>
    Memory,

    /// <summary>The agent broke off before a plan came.</summary>
    RequestAborted,

    /// <summary>The planner answered, or failed, before the request body had passed, so there was nothing whole to mirror.</summary>
    RequestIncomplete,

    /// <summary>The kill switch cut the run over to its spare.</summary>
    CutOver,

    /// <summary>The run was hedged away to its spare.</summary>
    Hedged,

    /// <summary>The assigned leg failed.</summary>
    PrimaryError,

    /// <summary>The shadow leg ran into its deadline.</summary>
    ShadowTimeout,

    /// <summary>The shadow leg failed otherwise.</summary>
    ShadowError,

    /// <summary>An answer was larger than <c>Shadow:MaxBodyBytes</c>, packed or unpacked.</summary>
    ResponseTooLarge,

    /// <summary>An answer held no plan.</summary>
    NotAPlan,

    /// <summary>Both decisions were read and compared.</summary>
    Compared,
}
