using Sidecar.Demo.Story;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Sidecar.Demo.Screens;

/// <summary>Lays a frame out for a terminal of 80 columns and 24 lines; on wider ones it stays that wide.</summary>
internal static class FrameLayout
{
    private const int StepRows = 8;
    private const int BarWidth = 30;
    private const int PulseWidth = 6;

    // A line without any character would be no line, and a view that grows makes the terminal jump.
    private const string EmptyLine = " ";

    private static readonly TimeSpan PulseEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>The whole view; once the story is told, its steps and what they left to be read.</summary>
    public static IRenderable Of(StoryFrame frame) => frame.Current < frame.Steps.Count ? UnderWay(frame) : Over(frame);

    private static Rows UnderWay(StoryFrame frame)
    {
        var evidence = new Grid { Width = FrameParts.Width }.AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(0));
        evidence.AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(0));
        evidence.AddRow(FigurePanels.Figures(frame.Figures), FigurePanels.Disagreements(frame.Figures));
        // A window that moves with the story: the step under way in its middle, as far as there are others around it.
        var first = Math.Clamp(frame.Current - (StepRows / 2) + 1, 0, Math.Max(0, frame.Steps.Count - StepRows));
        return new Rows(
            Head(frame),
            FrameParts.Box(StepTable.Of(frame, first, Math.Min(StepRows, frame.Steps.Count)), Settings(frame), FrameParts.Width),
            new Markup($" [grey]{Markup.Escape(FrameParts.Cut(What(frame), FrameParts.Width - 1))}[/]"),
            new Markup(Progress(frame)),
            new Markup(News(frame.News)),
            evidence
        );
    }

    private static Rows Over(StoryFrame frame) =>
        new([
            Head(frame),
            StepTable.Of(frame, 0, frame.Steps.Count),
            .. frame.Lines.Select(line => new Markup($" [blue]{Markup.Escape(FrameParts.Cut(line, FrameParts.Width - 1))}[/]")),
        ]);

    private static Markup Head(StoryFrame frame) =>
        new($"[bold]CanarySidecar demo[/]  [blue]{frame.Sidecar}[/]  [grey]{FigureText.Seconds(frame.Elapsed)}[/]");

    private static string Settings(StoryFrame frame)
    {
        var step = $"Step {frame.Current + 1} of {frame.Steps.Count}";
        if (frame.Figures is not { Config: var config })
            return step;
        var pct = FormattableString.Invariant($"{step} · canary {config.CanaryPct:0.#} %");
        return config.KillSwitch ? $"{pct} · [red]kill switch on[/]" : pct;
    }

    // What just happened says more than what the step is about.
    private static string What(StoryFrame frame) =>
        frame.News?.Detail is { } detail && frame.NewsStep == frame.Current ? detail : frame.What;

    private static string Progress(StoryFrame frame)
    {
        if (frame.Progress is not { } progress)
            return EmptyLine;
        var text = Markup.Escape(ProgressText.Of(progress) + (progress.Whole ? ", reading the record" : ""));
        if (progress.Total > 0)
        {
            var filled = Math.Min(BarWidth, BarWidth * progress.Done / progress.Total);
            return $" [green]{new string('━', filled)}[/][grey]{new string('━', BarWidth - filled)}[/] {text}";
        }
        // Nobody knows how long it takes: a piece that walks along the bar.
        var at = (int)(frame.Elapsed / PulseEvery) % (BarWidth - PulseWidth + 1);
        var (before, after) = (new string('━', at), new string('━', BarWidth - PulseWidth - at));
        return $" [grey]{before}[/][yellow]{new string('━', PulseWidth)}[/][grey]{after}[/] {text}";
    }

    private static string News(StoryNews? news)
    {
        if (news is null)
            return EmptyLine;
        var style = news.Good ? "bold black on green" : "bold white on red";
        return $" [{style}] {Markup.Escape(FrameParts.Cut(news.Text, FrameParts.Width - 3))} [/]";
    }
}
