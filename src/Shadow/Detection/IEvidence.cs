namespace Shadow.Detection;

/// <summary>Reads the evidence as it stands.</summary>
public interface IEvidence
{
    /// <summary>The statistics of an epoch; all empty where no run of it has ended.</summary>
    EvidenceStatistics Read(int epoch);
}
