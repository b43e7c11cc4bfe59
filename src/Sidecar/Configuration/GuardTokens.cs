namespace Sidecar.Configuration;

/// <summary>The tokens of the environment. Never logged; kept out of <see cref="object.ToString"/> for that reason.</summary>
/// <param name="Operator">GUARD_TOKEN; null: the one in the token file.</param>
/// <param name="Read">GUARD_READ_TOKEN.</param>
/// <param name="Quality">GUARD_QUALITY_TOKEN.</param>
public sealed record GuardTokens(string? Operator, string? Read, string? Quality)
{
    /// <inheritdoc/>
    public override string ToString() => "GuardTokens { … }";
}
