namespace Sidecar.Tests.Demo;

/// <summary>Does something when a line with a certain text is written.</summary>
internal sealed class SignalWriter(string text, Action signal) : StringWriter
{
    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        if (value?.Contains(text, StringComparison.Ordinal) == true)
            signal();
    }

    public override Task WriteLineAsync(string? value)
    {
        WriteLine(value);
        return Task.CompletedTask;
    }
}
