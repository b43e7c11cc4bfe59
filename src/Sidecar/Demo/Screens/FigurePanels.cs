using Sidecar.Demo.Reading;
using Spectre.Console;

namespace Sidecar.Demo.Screens;

/// <summary>The sidecar's figures, in two panels beside each other.</summary>
internal static class FigurePanels
{
    private const int FiguresWidth = 33;
    private const int DisagreementRows = 5;
    private const int RunsWidth = 5;
    private const int AgentWidth = 18;
    private const int FigureWidth = 9;

    /// <summary>Both planners' figures.</summary>
    public static Panel Figures(LiveFigures? figures)
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
        return FrameParts.Box(table, "Figures", FiguresWidth);
    }

    /// <summary>The decisions that differ most often.</summary>
    public static Panel Disagreements(LiveFigures? figures)
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
        return FrameParts.Box(table, $"Disagreements · {FigureText.Pct(figures?.ChangedPct)} changed", FrameParts.Width - FiguresWidth);
    }

    private static string Agent(string name) => Markup.Escape(FrameParts.Cut(name, AgentWidth));

    private static TableColumn Tight(string header) => new TableColumn(header).NoWrap().PadLeft(0).PadRight(1);
}
