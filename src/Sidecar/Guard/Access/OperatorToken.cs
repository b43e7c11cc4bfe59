namespace Sidecar.Guard.Access;

/// <summary>The operators' token, or why there is none.</summary>
/// <param name="Value">The token; null where there is a fault.</param>
/// <param name="Fault">What is wrong and what to do; null where there is none.</param>
/// <param name="Path">The file it is kept in; null where it came from the environment.</param>
/// <param name="Made">True where the file was made just now.</param>
internal sealed record OperatorToken(string? Value, string? Fault, string? Path = null, bool Made = false)
{
    /// <inheritdoc/>
    public override string ToString() => "OperatorToken { … }";
}
