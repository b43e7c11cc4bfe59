using System.Diagnostics;

namespace Fuzz.Engine;

/// <summary>
/// Gives a target mutations of its corpus. By seed and count the inputs are the same every time; with coverage, an input that
/// took a new way is mutated further.
/// </summary>
internal sealed class FuzzRun(IFuzzTarget target, int seed, ICoverage? coverage = null)
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    private readonly List<byte[]> _inputs = [.. Corpus.Of(target.Name).Inputs];
    private byte[] _current = [];
    private long _since;

    /// <summary>Inputs that were given.</summary>
    public long Executions { get; private set; }

    /// <summary>Mutations that took a new way.</summary>
    public int NewWays { get; private set; }

    /// <summary>The first finding; null where there is none within the bounds, whichever is reached first.</summary>
    public Finding? First(long most, TimeSpan time)
    {
        // A thread of its own, so that an input that never ends is a finding too and not a test run that hangs.
        Finding? finding = null;
        var thread = new Thread(() => finding = Search(most, time)) { IsBackground = true, Name = $"fuzz {target.Name}" };
        _since = Stopwatch.GetTimestamp();
        thread.Start();
        while (!thread.Join(TimeSpan.FromSeconds(1)))
        {
            if (Stopwatch.GetElapsedTime(Interlocked.Read(ref _since)) > Hang)
                return new Finding(
                    target.Name,
                    _current,
                    new PromiseBrokenException("every input comes to an end", $"not after {Hang.TotalSeconds} s")
                );
        }

        return finding is null ? null : Minimiser.Smallest(target, finding);
    }

    private Finding? Search(long most, TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();
        // Which ways the corpus takes is what a new way is told by.
        foreach (var input in coverage is null ? [] : _inputs.ToArray())
        {
            if (Try(input, keep: false) is { } finding)
                return finding;
        }

        var mutator = new Mutator(seed, target.Words, target.MaxBytes);
        while (Executions < most && Stopwatch.GetElapsedTime(start) < time)
        {
            if (Try(mutator.Next(_inputs), keep: true) is { } finding)
                return finding;
        }

        return null;
    }

    private Finding? Try(byte[] input, bool keep)
    {
        _current = input;
        Interlocked.Exchange(ref _since, Stopwatch.GetTimestamp());
        coverage?.Begin();
        Executions++;
        var finding = Trial.Of(target, input);
        if (coverage?.EndedOnNewWay() == true && keep)
        {
            _inputs.Add(input);
            NewWays++;
        }

        return finding;
    }
}
