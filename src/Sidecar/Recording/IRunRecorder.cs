using Shadow.Runs;

namespace Sidecar.Recording;

/// <summary>Where a run goes once both of its legs have ended.</summary>
public interface IRunRecorder
{
    /// <summary>
    /// Takes a run to be written to the audit log. Never waits. False where too many runs are waiting already, or the sidecar is ending: the
    /// run is then not recorded, and was counted as dropped.
    /// </summary>
    bool TryRecord(RunRecord run);
}
