using Sidecar.Demo.Reading;
using Sidecar.Demo.Story;
using Sidecar.Demo.Traffic;

namespace Sidecar.Demo.Screens;

/// <summary>One line after another, at most 80 columns: for logs and for <c>--plain</c>.</summary>
internal sealed class PlainScreen(TextWriter output, IReadOnlyList<IStoryStep> steps) : IStoryScreen
{
    private const int Width = 80;
    private const int Rows = 5;
    private const string Indent = "      ";

    private readonly Lock _lock = new();
    private int _halves;

    /// <inheritdoc/>
    public Task<StoryResult> ShowAsync(Func<Task<StoryResult>> story, CancellationToken ct) => story();

    /// <inheritdoc/>
    public void StepBegan(int step)
    {
        lock (_lock)
        {
            _halves = 0;
            output.WriteLine();
            output.WriteLine($"[{step + 1}/{steps.Count}] {steps[step].Title}");
            Write(Indent, steps[step].What);
        }
    }

    /// <inheritdoc/>
    public void Progressed(TrafficProgress progress)
    {
        lock (_lock)
        {
            // Half of it and the whole: enough to see that it goes on, not enough to fill a log.
            if (progress.Done * 2 < progress.Total * (_halves + 1))
                return;
            _halves = progress.Done * 2 / progress.Total;
            var share = FigureText.Pct(100.0 * progress.V2 / Math.Max(1, progress.Done));
            output.WriteLine($"{Indent}{progress.Done} of {progress.Total} runs, {share} by v2");
        }
    }

    /// <inheritdoc/>
    public void Show(LiveFigures figures)
    {
        // Shown as a step ends.
    }

    /// <inheritdoc/>
    public void StepEnded(int step, StepResult result, LiveFigures? figures)
    {
        lock (_lock)
        {
            if (result.Disagreements.Count > 0)
                WriteDisagreements(result.Disagreements);
            else if (figures is not null)
                WriteFigures(figures);
            foreach (var check in result.Checks)
                Write(check.Held ? "  ok  " : "FAIL  ", check.Held ? check.Claim : $"{check.Claim}: {check.Instead}");
        }
    }

    private void WriteFigures(LiveFigures figures)
    {
        output.WriteLine($"{Indent}{"", -10}{"answered", 9}{"p50", 9}{"p95", 9}{"cost", 10}{"quality", 9}{"errors", 9}");
        WriteFigures("v1", figures.V1);
        WriteFigures(figures.V2.Shadowed ? "v2 shadow" : "v2", figures.V2);
        output.WriteLine($"{Indent}decisions changed: {FigureText.Pct(figures.ChangedPct)} of the runs compared");
    }

    private void WriteFigures(string name, PlannerFigures planner)
    {
        var legs = planner.Legs;
        var latency = $"{FigureText.Ms(legs.P50Ms), 9}{FigureText.Ms(legs.P95Ms), 9}";
        var worth = $"{FigureText.Cents(legs.CostCents), 10}{FigureText.Points(legs.Quality), 9}{FigureText.Pct(legs.ErrorPct), 9}";
        output.WriteLine($"{Indent}{name, -10}{planner.Answered, 9}{latency}{worth}");
    }

    private void WriteDisagreements(IReadOnlyList<KeyValuePair<AgentPair, long>> disagreements)
    {
        output.WriteLine($"{Indent}{"v1 chose", -22}{"v2 chose", -22}{"runs", 8}");
        foreach (var (agents, runs) in disagreements.Take(Rows))
            output.WriteLine($"{Indent}{agents.V1, -22}{DisagreementText.V2(agents), -22}{runs, 8}");
    }

    private void Write(string mark, string text)
    {
        foreach (var (line, i) in WrappedText.Lines(text, Width - Indent.Length).Select((line, i) => (line, i)))
            output.WriteLine((i == 0 ? mark : Indent) + line);
    }
}
