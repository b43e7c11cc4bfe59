using Sidecar.Demo.Reading;
using Sidecar.Demo.Story;
using Sidecar.Demo.Traffic;

namespace Sidecar.Demo.Screens;

/// <summary>One line after another, at most 80 columns: for logs and for <c>--plain</c>.</summary>
internal sealed class PlainScreen(TextWriter output, IReadOnlyList<IStoryStep> steps, TimeProvider time) : IStoryScreen
{
    private const int Width = 80;
    private const int Rows = 5;
    private const string Indent = "      ";

    /// <summary>After so long without a line there is one, so that nobody takes the story for stuck.</summary>
    private static readonly TimeSpan MostSilence = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private long _lastLine = time.GetTimestamp();
    private TrafficProgress? _progress;
    private int _halves;

    /// <inheritdoc/>
    public Task<StoryResult> ShowAsync(Func<Task<StoryResult>> story, CancellationToken ct) => story();

    /// <inheritdoc/>
    public void StepBegan(int step)
    {
        lock (_lock)
        {
            _progress = null;
            Line();
            Line($"[{step + 1}/{steps.Count}] {steps[step].Title}");
            Write(Indent, steps[step].What);
        }
    }

    /// <inheritdoc/>
    public void Progressed(TrafficProgress progress)
    {
        lock (_lock)
        {
            // A step may send several stretches.
            if (progress.Total != _progress?.Total)
                _halves = 0;
            _progress = progress;
            // Half of it and the whole: enough to see that it goes on, not enough to fill a log.
            if (progress.Total == 0 || progress.Done * 2 < progress.Total * (_halves + 1))
                return;
            _halves = progress.Done * 2 / progress.Total;
            Line(Indent + ProgressText.Of(progress));
        }
    }

    /// <inheritdoc/>
    public void Announced(StoryNews news)
    {
        lock (_lock)
        {
            Write(news.Good ? "  ++  " : "  !!  ", news.Text);
            if (news.Detail is { } detail)
                Write(Indent, detail);
        }
    }

    /// <inheritdoc/>
    public void Show(LiveFigures figures)
    {
        // The figures are shown as a step ends; that they come is a chance to say that it goes on.
        lock (_lock)
        {
            if (time.GetElapsedTime(_lastLine) >= MostSilence)
                Line(
                    $"{Indent}… {(_progress is { } progress && !progress.Whole ? ProgressText.Of(progress) : "reading the sidecar's own record")}"
                );
        }
    }

    /// <inheritdoc/>
    public void StepEnded(int step, StepResult result, LiveFigures? figures)
    {
        lock (_lock)
        {
            if (result.Disagreements.Count > 0)
                WriteDisagreements(result.Disagreements);
            else if (result.Lines.Count > 0)
                WriteLines(result.Lines);
            else if (figures is not null)
                WriteFigures(figures);
            foreach (var check in result.Checks)
                Write(check.Held ? "  ok  " : "FAIL  ", check.Held ? check.Claim : $"{check.Claim}: {check.Instead}");
        }
    }

    private void WriteFigures(LiveFigures figures)
    {
        Line($"{Indent}{"", -10}{"answered", 9}{"p50", 9}{"p95", 9}{"cost", 10}{"quality", 9}{"errors", 9}");
        WriteFigures("v1", figures.V1);
        WriteFigures(figures.V2.Shadowed ? "v2 shadow" : "v2", figures.V2);
        Line($"{Indent}decisions changed: {FigureText.Pct(figures.ChangedPct)} of the runs compared");
    }

    private void WriteFigures(string name, PlannerFigures planner)
    {
        var legs = planner.Legs;
        var latency = $"{FigureText.Ms(legs.P50Ms), 9}{FigureText.Ms(legs.P95Ms), 9}";
        var worth = $"{FigureText.Cents(legs.CostCents), 10}{FigureText.Points(legs.Quality), 9}{FigureText.Pct(legs.ErrorPct), 9}";
        Line($"{Indent}{name, -10}{planner.Answered, 9}{latency}{worth}");
    }

    private void WriteDisagreements(IReadOnlyList<KeyValuePair<AgentPair, long>> disagreements)
    {
        Line($"{Indent}{"v1 chose", -22}{"v2 chose", -22}{"runs", 8}");
        foreach (var (agents, runs) in disagreements.Take(Rows))
            Line($"{Indent}{agents.V1, -22}{DisagreementText.V2(agents), -22}{runs, 8}");
    }

    private void WriteLines(IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
            Write(Indent + "| ", line);
    }

    private void Write(string mark, string text)
    {
        foreach (var (line, i) in WrappedText.Lines(text, Width - mark.Length).Select((line, i) => (line, i)))
            Line((i == 0 ? mark : new string(' ', mark.Length)) + line);
    }

    private void Line(string text = "")
    {
        output.WriteLine(text);
        _lastLine = time.GetTimestamp();
    }
}
