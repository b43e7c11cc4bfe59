namespace Shadow.Decisions;

/// <summary>The shortest edit that makes one list of steps of the other, counted.</summary>
/// <param name="Added">Steps that only v2 has.</param>
/// <param name="Removed">Steps that only v1 has.</param>
/// <param name="Moved">Steps that both have, elsewhere.</param>
public readonly record struct StepsEdit(int Added, int Removed, int Moved);
