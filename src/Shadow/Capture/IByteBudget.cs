namespace Shadow.Capture;

/// <summary>A bound on what is held in memory, shared by everything that copies bodies. Safe to use from any thread.</summary>
public interface IByteBudget
{
    /// <summary>Takes that many bytes; false, with nothing taken, where the budget does not have them.</summary>
    bool TryReserve(int bytes);

    /// <summary>Gives back what was taken.</summary>
    void Release(int bytes);
}
