namespace EndToEnd.Harness;

/// <summary>What a process wrote, line by line.</summary>
internal sealed class ProcessLog
{
    private readonly Lock _sync = new();
    private readonly List<string> _output = [];
    private readonly List<string> _error = [];
    private readonly List<(string Text, TaskCompletionSource<string> Found)> _awaited = [];

    public string Output => Joined(_output);

    public string Error => Joined(_error);

    public void Add(string? line) => Add(_output, line);

    public void AddError(string? line) => Add(_error, line);

    /// <summary>The first line that holds a text, whether it came already or not.</summary>
    public Task<string> FirstAsync(string text)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_sync)
        {
            if (_output.Concat(_error).FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is { } line)
                found.SetResult(line);
            else
                _awaited.Add((text, found));
        }

        return found.Task;
    }

    private void Add(List<string> lines, string? line)
    {
        if (line is null)
            return;
        lock (_sync)
        {
            lines.Add(line);
            foreach (var (text, found) in _awaited)
            {
                if (line.Contains(text, StringComparison.Ordinal))
                    found.TrySetResult(line);
            }
        }
    }

    private string Joined(List<string> lines)
    {
        lock (_sync)
            return string.Join('\n', lines);
    }
}
