namespace Sidecar.Guard;

/// <summary>Reads the guard's state: one volatile read, no lock.</summary>
public interface IGuardState
{
    /// <summary>The state in force. Read it once a run.</summary>
    GuardSnapshot Current { get; }
}
