namespace Fuzz.Engine;

/// <summary>An answer broke a promise.</summary>
internal sealed class PromiseBrokenException(string promise, string text) : Exception($"broken: {promise}. {text}")
{
    /// <summary>Which one: two inputs that break the same promise are the same finding.</summary>
    public string Promise { get; } = promise;
}
