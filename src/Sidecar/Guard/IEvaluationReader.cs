using Sidecar.Guard.Contracts;

namespace Sidecar.Guard;

/// <summary>Reads the newest judgement.</summary>
internal interface IEvaluationReader
{
    /// <summary>The newest judgement.</summary>
    EvaluationAnswer Current { get; }

    /// <summary>v2's build by its newest answer; null where it is not known.</summary>
    string? Build { get; }
}
