namespace Shadow.Detection;

/// <summary>
/// Decides whether v2 is worse than it may be. It is asked for every leg that ends, under the evidence's lock: it must not wait and not
/// allocate. Another way of judging is another implementation; what it needs beyond sums and ranks is kept in the windows as they move.
/// </summary>
public interface IJudge
{
    /// <summary>Judges.</summary>
    Judgement Judge(in EvidenceFigures figures, Thresholds thresholds);
}
