namespace Fuzz.Engine;

/// <summary>An input that broke something.</summary>
/// <param name="Target">The target.</param>
/// <param name="Input">The input.</param>
/// <param name="Fault">What was thrown.</param>
internal sealed record Finding(string Target, byte[] Input, Exception Fault)
{
    /// <summary>What is the same of two inputs that show one bug.</summary>
    public string Kind => Fault is PromiseBrokenException broken ? broken.Promise : Fault.GetType().FullName!;
}
