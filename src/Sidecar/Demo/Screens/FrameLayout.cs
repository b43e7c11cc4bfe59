using Sidecar.Demo.Reading;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Sidecar.Demo.Screens;

/// <summary>Lays a frame out for a terminal of 80 columns and 24 lines; on wider ones it stays that wide.</summary>
internal static class FrameLayout
{
    private const int Width = 78;
    private const int FiguresWidth = 33;
    private const int BarWidth = 30;
    private const int DisagreementRows = 5;
    private const int RunsWidth = 5;
    private const int AgentWidth = 18;
    private const int FigureWidth = 9;

    /// <summary>The whole view.</summary>
    public static IRenderable Of(StoryFrame frame)
    {
        var evidence = new Grid { Width = Width }.AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(0));
        evidence.AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(0));
        evidence.AddRow(Box(Figures(frame.Figures), "Figures", FiguresWidth), Disagreements(frame.Figures));
        return new Rows(
            new Markup($"[bold]CanarySidecar demo[/]  [blue]{frame.Sidecar}[/]  [grey]{FigureText.Seconds(frame.Elapsed)}[/]"),
            Box(Steps(frame), Settings(frame.Figures), Width),
            new Markup(Progress(frame)),
            evidence
        );
    }

    private static Table Steps(StoryFrame frame)
    {
        var table = new Table().NoBorder().HideHeaders().AddColumn("").AddColumn("").AddColumn("");
        for (var i = 0; i < frame.Steps.Count; i++)
        {
            var step = frame.Steps[i];
            var mark = step.Held switch
            {
                true => "[green]✓[/]",
                false => "[red]✗[/]",
                null => i == frame.Current ? "[yellow]▶[/]" : "[grey]·[/]",
            };
            var title = Markup.Escape(step.Title);
            table.AddRow(mark, i == frame.Current ? $"[bold]{title}[/]" : title, $"[grey]{Markup.Escape(step.Seen)}[/]");
        }
        return table;
    }

    private static string Settings(LiveFigures? figures)
    {
        if (figures is null)
            return "Story";
        var pct = FormattableString.Invariant($"canary {figures.Config.CanaryPct:0.#} %");
        return figures.Config.KillSwitch ? $"Story · {pct} · [red]kill switch on[/]" : $"Story · {pct}";
    }

    private static string Progress(StoryFrame frame)
    {
        var (done, total, v2) = frame.Progress;
        if (frame.Current >= frame.Steps.Count)
            return " [grey]The story is told.[/]";
        if (total == 0)
            return $" [grey]{Markup.Escape(Cut(frame.What, Width - 1))}[/]";
        var filled = BarWidth * done / total;
        var bar = $"[green]{new string('━', filled)}[/][grey]{new string('━', BarWidth - filled)}[/]";
        return $" {bar} {done} of {total} runs, {FigureText.Pct(100.0 * v2 / Math.Max(1, done))} by v2";
    }

    private static Table Figures(LiveFigures? figures)
    {
        var (v1, v2) = (figures?.V1.Legs ?? new LegReading(), figures?.V2.Legs ?? new LegReading());
        var table = new Table().NoBorder();
        table.AddColumn(Tight("")).AddColumn(Tight("v1").RightAligned().Width(FigureWidth));
        table.AddColumn(Tight(figures?.V2.Shadowed == true ? "v2 shadow" : "v2").RightAligned().Width(FigureWidth).PadRight(0));
        table.AddRow("answered", $"{figures?.V1.Answered ?? 0}", $"{figures?.V2.Answered ?? 0}");
        table.AddRow("latency p50", FigureText.Ms(v1.P50Ms), FigureText.Ms(v2.P50Ms));
        table.AddRow("latency p95", FigureText.Ms(v1.P95Ms), FigureText.Ms(v2.P95Ms));
        table.AddRow("cost a run", FigureText.Cents(v1.CostCents), FigureText.Cents(v2.CostCents));
        table.AddRow("quality", FigureText.Points(v1.Quality), FigureText.Points(v2.Quality));
        table.AddRow("errors", FigureText.Pct(v1.ErrorPct), FigureText.Pct(v2.ErrorPct));
        return table;
    }

    private static Panel Disagreements(LiveFigures? figures)
    {
        var found = figures?.Disagreements ?? [];
        var table = new Table().NoBorder();
        table
            .AddColumn(Tight("v1 chose").Width(AgentWidth))
            .AddColumn(Tight("v2 chose").Width(AgentWidth))
            .AddColumn(Tight("runs").RightAligned().Width(RunsWidth).PadRight(0));
        foreach (var (agents, runs) in found.Take(DisagreementRows))
            table.AddRow(Agent(agents.V1), Agent(DisagreementText.V2(agents)), $"{runs}");
        // Always as many rows: a view that grows makes the terminal jump.
        for (var row = found.Count; row < DisagreementRows; row++)
            table.AddEmptyRow();
        var rest = found.Skip(DisagreementRows).Sum(entry => entry.Value);
        table.AddRow("[grey]others[/]", "", rest == 0 ? "[grey]–[/]" : $"{rest}");
        return Box(table, $"Disagreements · {FigureText.Pct(figures?.ChangedPct)} changed", Width - FiguresWidth);
    }

    private static string Agent(string name) => Markup.Escape(Cut(name, AgentWidth));

    private static string Cut(string text, int width) => text.Length <= width ? text : string.Concat(text.AsSpan(0, width - 1), "…");

    private static TableColumn Tight(string header) => new TableColumn(header).NoWrap().PadLeft(0).PadRight(1);

    private static Panel Box(IRenderable content, string header, int width) =>
        new(content)
        {
            // No-break spaces: a header loses plain ones.
            Header = new PanelHeader($"\u00a0{header}\u00a0"),
            Border = BoxBorder.Rounded,
            Width = width,
            Padding = new Padding(0, 0),
        };
}
