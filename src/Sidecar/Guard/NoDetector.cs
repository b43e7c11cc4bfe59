using Sidecar.Guard.Contracts;

namespace Sidecar.Guard;

/// <summary>Nobody judges: the data never suffice.</summary>
internal sealed class NoDetector : IEvaluationReader
{
    /// <inheritdoc/>
    public EvaluationAnswer Current { get; } = new() { Action = "none", Verdict = "insufficient_data" };

    /// <inheritdoc/>
    public string? Build => null;
}
