using Fuzz.Engine;

namespace Fuzz;

/// <summary>A target that does with an input what a test says.</summary>
internal sealed class FakeTarget(Action<byte[]> run) : IFuzzTarget
{
    public string Name => "fake";

    public IReadOnlyList<string> Words => [];

    public int MaxBytes => 1024;

    public void Run(ReadOnlySpan<byte> input) => run(input.ToArray());

    public void Dispose() { }
}
