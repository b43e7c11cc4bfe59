namespace Sidecar.Tests.Demo;

/// <summary>Does something when a line with a certain text is written that is not a step's description.</summary>
internal sealed class SignalWriter(string text, Action signal) : StringWriter
{
    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        // A step's description is indented by six columns; the story tells of /guard/config there.
        if (value?.Contains(text, StringComparison.Ordinal) == true && !value.StartsWith("      ", StringComparison.Ordinal))
            signal();
    }

    public override async Task WriteLineAsync(string? value)
    {
        WriteLine(value);
        await Task.CompletedTask;
    }
}
