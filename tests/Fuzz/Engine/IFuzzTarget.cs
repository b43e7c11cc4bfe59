namespace Fuzz.Engine;

/// <summary>One surface that takes bytes from outside, with all that must hold of whatever it answers.</summary>
internal interface IFuzzTarget : IDisposable
{
    /// <summary>Its name, also that of its folder in the corpus.</summary>
    string Name { get; }

    /// <summary>Words of its language, for mutations that bytes alone would hardly find.</summary>
    IReadOnlyList<string> Words { get; }

    /// <summary>The longest input that is made of it.</summary>
    int MaxBytes { get; }

    /// <summary>Gives it one input. Whatever is thrown is a finding.</summary>
    void Run(ReadOnlySpan<byte> input);
}
