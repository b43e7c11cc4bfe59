using Shadow.Capture;

namespace Shadow.Decisions;

/// <summary>For what is bounded by its cap alone and held only for the length of a call.</summary>
internal sealed class UnlimitedBudget : IByteBudget
{
    public static readonly UnlimitedBudget Instance = new();

    public bool TryReserve(int bytes) => true;

    public void Release(int bytes) { }
}
